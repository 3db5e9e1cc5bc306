// GENEVE, RFC 8926 3.4.
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be16 } from '../memory/bytes';

const VERSION_LENGTH: usize = 0;
const TYPE: usize = 2;
const MIN_HEADER: u32 = 8;

export function check(at: usize, length: u32): i32 {
	if (length < MIN_HEADER) return STOP_TRUNCATED;
	if (load<u8>(at + VERSION_LENGTH) >> 6 != 0) return STOP_MALFORMED;
	return headerLength(at) > length ? STOP_TRUNCATED : STOP_NONE;
}

/** Options are part of it. */
export function headerLength(at: usize): u32 {
	return MIN_HEADER + (((<u32>load<u8>(at + VERSION_LENGTH)) & 0x3f) << 2);
}

/** EtherType of what is inside. */
export function type(at: usize): u32 {
	return be16(at + TYPE);
}
