/** Seconds from NTP's epoch, 1900, to Unix's. */
const UNIX_EPOCH = 2_208_988_800;
const PACKET_LENGTH = 48;
const VERSION_4_SERVER = 0x24;
const STRATUM = 2;

function timestamp(): Buffer {
	const now = Date.now();
	const bytes = Buffer.alloc(8);
	bytes.writeUInt32BE(Math.floor(now / 1000) + UNIX_EPOCH, 0);
	bytes.writeUInt32BE(Math.floor(((now % 1000) / 1000) * 2 ** 32), 4);
	return bytes;
}

/** A time server's answer (RFC 5905) to a client's packet. */
export function answerNtp(question: Buffer): Buffer | undefined {
	if (question.length < PACKET_LENGTH) return undefined;
	const answer = Buffer.alloc(PACKET_LENGTH);
	answer.writeUInt8(VERSION_4_SERVER, 0);
	answer.writeUInt8(STRATUM, 1);
	question.copy(answer, 24, 40, 48); // originate = the client's transmit time
	timestamp().copy(answer, 32);
	timestamp().copy(answer, 40);
	return answer;
}
