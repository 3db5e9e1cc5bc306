// The ADB wire format: AOSP packages/modules/adb/protocol.txt and adb.h (`struct amessage`).

/** A command is its four ASCII letters read as a little-endian word. */
function word(letters: string): number {
	return Buffer.from(letters, 'latin1').readUInt32LE(0);
}

export const CNXN = word('CNXN');
export const AUTH = word('AUTH');
export const OPEN = word('OPEN');
export const OKAY = word('OKAY');
export const CLSE = word('CLSE');
export const WRTE = word('WRTE');

export const AUTH_TOKEN = 1;
export const AUTH_SIGNATURE = 2;
export const AUTH_PUBLIC_KEY = 3;

/** From this protocol version on nobody fills in or checks the checksum. */
export const VERSION_SKIP_CHECKSUM = 0x01000001;
export const VERSION_MIN = 0x01000000;

/** What a host without a negotiated size may send (`MAX_PAYLOAD_V1`). */
export const MAX_PAYLOAD_V1 = 4096;
const MAX_PAYLOAD = 1024 * 1024;

const HEADER_LENGTH = 24;

export interface Packet {
	readonly command: number;
	readonly arg0: number;
	readonly arg1: number;
	readonly payload: Buffer;
}

/** The stream is no ADB stream, or a packet arrived damaged: the transport cannot go on. */
export class ProtocolError extends Error {}

/** Sum of the bytes, modulo 2^32. The protocol calls it `data_crc32`, which it never was. */
function checksum(payload: Buffer): number {
	let sum = 0;
	for (const byte of payload) sum = (sum + byte) >>> 0;
	return sum;
}

/** The 24 bytes before the payload; `withChecksum` for peers below VERSION_SKIP_CHECKSUM. */
export function encodeHeader(packet: Packet, withChecksum: boolean): Buffer {
	const header = Buffer.alloc(HEADER_LENGTH);
	header.writeUInt32LE(packet.command, 0);
	header.writeUInt32LE(packet.arg0 >>> 0, 4);
	header.writeUInt32LE(packet.arg1 >>> 0, 8);
	header.writeUInt32LE(packet.payload.length, 12);
	header.writeUInt32LE(withChecksum ? checksum(packet.payload) : 0, 16);
	header.writeUInt32LE((packet.command ^ 0xffffffff) >>> 0, 20);
	return header;
}

interface Header {
	readonly command: number;
	readonly arg0: number;
	readonly arg1: number;
	readonly length: number;
	readonly checksum: number;
}

function decodeHeader(bytes: Buffer): Header {
	const command = bytes.readUInt32LE(0);
	const length = bytes.readUInt32LE(12);
	if ((command ^ 0xffffffff) >>> 0 !== bytes.readUInt32LE(20)) throw new ProtocolError('bad magic');
	if (length > MAX_PAYLOAD) throw new ProtocolError(`payload of ${length} bytes`);
	return {
		command,
		arg0: bytes.readUInt32LE(4),
		arg1: bytes.readUInt32LE(8),
		length,
		checksum: bytes.readUInt32LE(16),
	};
}

/** Cuts a byte stream into packets, however its chunks fall. */
export class PacketReader {
	/** Set by the transport once the version is settled. */
	verifyChecksum = true;
	#chunks: Buffer[] = [];
	#buffered = 0;
	#header: Header | undefined;

	/** The packets that `chunk` completes. Throws ProtocolError. */
	*push(chunk: Buffer): Generator<Packet> {
		this.#chunks.push(chunk);
		this.#buffered += chunk.length;
		for (;;) {
			this.#header ??= this.#readHeader();
			if (this.#header === undefined || this.#buffered < this.#header.length) return;
			const header = this.#header;
			this.#header = undefined;
			const payload = this.#take(header.length);
			if (this.verifyChecksum && checksum(payload) !== header.checksum) {
				throw new ProtocolError('bad checksum');
			}
			yield { command: header.command, arg0: header.arg0, arg1: header.arg1, payload };
		}
	}

	#readHeader(): Header | undefined {
		return this.#buffered < HEADER_LENGTH ? undefined : decodeHeader(this.#take(HEADER_LENGTH));
	}

	#take(length: number): Buffer {
		const all = Buffer.concat(this.#chunks);
		const rest = all.subarray(length);
		this.#chunks = rest.length > 0 ? [rest] : [];
		this.#buffered = rest.length;
		return all.subarray(0, length);
	}
}
