// L2TP version 2, RFC 2661 3.1: PPP in UDP.
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED, STOP_UNSUPPORTED } from '../layout';
import { be16, min } from '../memory/bytes';

const CONTROL: u32 = 0x8000;
const HAS_LENGTH: u32 = 0x4000;
const HAS_SEQUENCE: u32 = 0x0800;
const HAS_OFFSET: u32 = 0x0200;
const VERSION: u32 = 15;
const FIXED: u32 = 6;

/** Unsupported: version 3, whose header depends on what both sides agreed on. */
export function check(at: usize, length: u32): i32 {
	if (length < FIXED) return STOP_TRUNCATED;
	const version = be16(at) & VERSION;
	if (version == 3) return STOP_UNSUPPORTED;
	if (version != 2) return STOP_MALFORMED;
	const fixed = fixedLength(at);
	if (fixed > length) return STOP_TRUNCATED;
	return headerLength(at) > end(at, length) ? STOP_TRUNCATED : STOP_NONE;
}

export function isControl(at: usize): bool {
	return (be16(at) & CONTROL) != 0;
}

function fixedLength(at: usize): u32 {
	const flags = be16(at);
	let length = FIXED;
	if ((flags & HAS_LENGTH) != 0) length += 2;
	if ((flags & HAS_SEQUENCE) != 0) length += 4;
	return (flags & HAS_OFFSET) != 0 ? length + 2 : length;
}

export function headerLength(at: usize): u32 {
	const fixed = fixedLength(at);
	return (be16(at) & HAS_OFFSET) != 0 ? fixed + be16(at + fixed - 2) : fixed;
}

/** Captured bytes up to the end of the message. */
export function end(at: usize, length: u32): u32 {
	return (be16(at) & HAS_LENGTH) != 0 ? min(be16(at + 2), length) : length;
}
