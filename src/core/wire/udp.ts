// UDP, RFC 768. `check` first: once it has said STOP_NONE, no accessor reads past `length` bytes.
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be16, min } from '../memory/bytes';

const LENGTH: usize = 4;
export const HEADER_LEN: u32 = 8;

export function check(at: usize, length: u32): i32 {
	if (length < HEADER_LEN) return STOP_TRUNCATED;
	const total = be16(at + LENGTH);
	return total != 0 && total < HEADER_LEN ? STOP_MALFORMED : STOP_NONE;
}

/** Captured bytes of header and payload. A length of 0 is a jumbogram (RFC 2675 4): all that is there. */
export function end(at: usize, length: u32): u32 {
	const total = be16(at + LENGTH);
	return total == 0 ? length : min(total, length);
}
