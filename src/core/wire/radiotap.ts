// Radiotap, radiotap.org: what a monitor writes in front of 802.11 frames. Little-endian, whoever wrote it.
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED } from '../layout';

const VERSION: usize = 0;
const LENGTH: usize = 2;
const PRESENT: u32 = 4;
const MIN_HEADER: u32 = 8;

const PRESENT_TSFT: u32 = 1;
const PRESENT_FLAGS: u32 = 2;
const PRESENT_MORE: u32 = 0x80000000;
const FLAG_FCS: u32 = 0x10;
const FLAG_PADDED: u32 = 0x20;

export function check(at: usize, length: u32): i32 {
	if (length < MIN_HEADER) return STOP_TRUNCATED;
	if (load<u8>(at + VERSION) != 0 || headerLength(at) < MIN_HEADER) return STOP_MALFORMED;
	return headerLength(at) > length ? STOP_TRUNCATED : STOP_NONE;
}

export function headerLength(at: usize): u32 {
	return load<u16>(at + LENGTH);
}

/** Does a checksum of four bytes stand behind the frame? */
export function hasFcs(at: usize): bool {
	return (flags(at) & FLAG_FCS) != 0;
}

/** Is the 802.11 header filled up to a multiple of four bytes? */
export function isPadded(at: usize): bool {
	return (flags(at) & FLAG_PADDED) != 0;
}

/** The flags field stands behind the words of present fields and the time, which is aligned. */
function flags(at: usize): u32 {
	const present = load<u32>(at + PRESENT);
	if ((present & PRESENT_FLAGS) == 0) return 0;
	const end = headerLength(at);
	let field = PRESENT;
	while (field + 4 <= end && (load<u32>(at + field) & PRESENT_MORE) != 0) field += 4;
	field += 4;
	if ((present & PRESENT_TSFT) != 0) field = ((field + 7) & ~7) + 8;
	return field < end ? load<u8>(at + field) : 0;
}
