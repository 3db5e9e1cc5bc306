// GRE, RFC 2784 and 2890; also version 1, which carries PPP for PPTP (RFC 2637 4.1), and ERSPAN
// (draft-foschiano-erspan), which carries mirrored Ethernet frames.
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED, STOP_UNSUPPORTED } from '../layout';
import { be16 } from '../memory/bytes';

const FLAGS: usize = 0;
const TYPE: usize = 2;
const MIN_HEADER: u32 = 4;

const CHECKSUM: u32 = 0x8000;
const ROUTING: u32 = 0x4000;
const KEY: u32 = 0x2000;
const SEQUENCE: u32 = 0x1000;
const ACKNOWLEDGMENT: u32 = 0x0080;
const VERSION: u32 = 7;

export const ERSPAN: u32 = 0x88be;
export const ERSPAN_3: u32 = 0x22eb;
const ERSPAN_HEADER: u32 = 8;
const ERSPAN_3_HEADER: u32 = 12;
const ERSPAN_3_MORE: u32 = 8;

export function check(at: usize, length: u32): i32 {
	if (length < MIN_HEADER) return STOP_TRUNCATED;
	const bits = flags(at);
	if ((bits & VERSION) > 1) return STOP_MALFORMED;
	// Source routes (RFC 1701) were taken out of the protocol.
	if ((bits & ROUTING) != 0) return STOP_UNSUPPORTED;
	return headerLength(at) > length ? STOP_TRUNCATED : STOP_NONE;
}

function flags(at: usize): u32 {
	return be16(at + FLAGS);
}

export function headerLength(at: usize): u32 {
	const bits = flags(at);
	let length = MIN_HEADER;
	if ((bits & CHECKSUM) != 0) length += 4;
	if ((bits & KEY) != 0) length += 4;
	if ((bits & SEQUENCE) != 0) length += 4;
	if ((bits & VERSION) == 1 && (bits & ACKNOWLEDGMENT) != 0) length += 4;
	return length;
}

/** EtherType, or one of ERSPAN's. */
export function type(at: usize): u32 {
	return be16(at + TYPE);
}

/** Bytes of ERSPAN's own header behind that of GRE, which stands at `at`; its first version has none. */
export function erspanLength(at: usize, length: u32): u32 {
	if (type(at) == ERSPAN) return (flags(at) & SEQUENCE) == 0 ? 0 : ERSPAN_HEADER;
	const header = headerLength(at);
	if (header + ERSPAN_3_HEADER > length) return ERSPAN_3_HEADER;
	const more = (load<u8>(at + header + 11) & 1) != 0;
	return more ? ERSPAN_3_HEADER + ERSPAN_3_MORE : ERSPAN_3_HEADER;
}
