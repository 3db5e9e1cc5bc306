// PPPoE, RFC 2516 4: a session's PPP in an Ethernet frame.
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be16, min } from '../memory/bytes';

const VERSION_TYPE: usize = 0;
const CODE: usize = 1;
const LENGTH: usize = 4;
export const HEADER_LEN: u32 = 6;

export function check(at: usize, length: u32): i32 {
	if (length < HEADER_LEN) return STOP_TRUNCATED;
	return load<u8>(at + VERSION_TYPE) == 0x11 ? STOP_NONE : STOP_MALFORMED;
}

/** Other codes are discovery: they find and end sessions. */
export function isSession(at: usize): bool {
	return load<u8>(at + CODE) == 0;
}

/** Captured bytes behind the header. */
export function payload(at: usize, length: u32): u32 {
	return min(be16(at + LENGTH), length - HEADER_LEN);
}
