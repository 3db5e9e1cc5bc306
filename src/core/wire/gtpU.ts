// GTP-U, 3GPP TS 29.281 5: users' packets between the parts of a mobile network. Version 0: TS 09.60 6.
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be16, min } from '../memory/bytes';

const FLAGS: usize = 0;
const MESSAGE: usize = 1;
const LENGTH: usize = 2;
const NEXT_EXTENSION: usize = 11;
const MIN_HEADER: u32 = 8;
const LONG_HEADER: u32 = 12;
const VERSION_0_HEADER: u32 = 20;

const GTP_NOT_PRIME: u32 = 0x10;
const HAS_EXTENSION: u32 = 0x04;
const HAS_ANY: u32 = 0x07;
const USER_PACKET: u32 = 255;

/** Where the user's packet begins, by `check`. */
export let offset: u32 = 0;

export function check(at: usize, length: u32): i32 {
	if (length < MIN_HEADER) return STOP_TRUNCATED;
	const flags = <u32>load<u8>(at + FLAGS);
	if (flags >> 5 > 1 || (flags & GTP_NOT_PRIME) == 0) return STOP_MALFORMED;
	if (flags >> 5 == 0) offset = VERSION_0_HEADER;
	else offset = (flags & HAS_ANY) != 0 ? LONG_HEADER : MIN_HEADER;
	if (offset > length) return STOP_TRUNCATED;
	const extended = flags >> 5 == 1 && (flags & HAS_EXTENSION) != 0;
	return extended ? skipExtensions(at, length) : STOP_NONE;
}

/** Each begins with its length in words of four bytes and ends with the type of the next. */
function skipExtensions(at: usize, length: u32): i32 {
	let next = <u32>load<u8>(at + NEXT_EXTENSION);
	while (next != 0) {
		if (offset >= length) return STOP_TRUNCATED;
		const size = (<u32>load<u8>(at + offset)) << 2;
		if (size == 0) return STOP_MALFORMED;
		offset += size;
		if (offset > length) return STOP_TRUNCATED;
		next = load<u8>(at + offset - 1);
	}
	return STOP_NONE;
}

/** Other messages manage the tunnel. */
export function isUserPacket(at: usize): bool {
	return load<u8>(at + MESSAGE) == USER_PACKET;
}

/** Captured bytes up to the end of the message. */
export function end(at: usize, length: u32): u32 {
	const header = load<u8>(at + FLAGS) >> 5 == 0 ? VERSION_0_HEADER : MIN_HEADER;
	return min(header + be16(at + LENGTH), length);
}
