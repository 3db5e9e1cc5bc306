// RTP and RTCP, RFC 3550 5.1 and 6.4.
import { be16, be32 } from '../memory/bytes';

const TYPE: usize = 1;
const SEQUENCE: usize = 2;
const SOURCE: usize = 8;
const HEADER_LEN: u32 = 12;
const EXTENSION: u32 = 0x10;

// Payload types: the last static one (RFC 3551 6), the dynamic ones, and RTCP's packets.
const LAST_STATIC: u32 = 34;
const FIRST_DYNAMIC: u32 = 96;
const SENDER_REPORT: u32 = 200;
const RECEIVER_REPORT: u32 = 201;
const LAST_CONTROL: u32 = 207;

function isVersion2(at: usize): bool {
	return (load<u8>(at) & 0xc0) == 0x80;
}

/** May it be a media packet? One alone never tells. */
export function isPossible(at: usize, length: u32): bool {
	if (length <= HEADER_LEN || !isVersion2(at)) return false;
	const type = payloadType(at);
	if ((type > LAST_STATIC && type < FIRST_DYNAMIC) || source(at) == 0) return false;
	const first = <u32>load<u8>(at);
	let header = HEADER_LEN + ((first & 15) << 2);
	if ((first & EXTENSION) != 0) {
		if (header + 4 > length) return false;
		header += 4 + (be16(at + header + 2) << 2);
	}
	return header <= length;
}

export function payloadType(at: usize): u32 {
	return load<u8>(at, TYPE) & 0x7f;
}

export function sequence(at: usize): u32 {
	return be16(at + SEQUENCE);
}

/** Who sends, as the protocol numbers it (SSRC). */
export function source(at: usize): u32 {
	return be32(at + SOURCE);
}

/** A compound packet of reports that end where the datagram does. */
export function isControl(at: usize, length: u32): bool {
	const first = length >= 8 && isVersion2(at) ? <u32>load<u8>(at, TYPE) : 0;
	if (first != SENDER_REPORT && first != RECEIVER_REPORT) return false;
	let offset: u32 = 0;
	while (offset + 4 <= length) {
		const type = load<u8>(at + offset, TYPE);
		if (!isVersion2(at + offset) || type < SENDER_REPORT || type > LAST_CONTROL) return false;
		offset += (be16(at + offset + 2) + 1) << 2;
	}
	return offset == length;
}
