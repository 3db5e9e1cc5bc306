// TCP, RFC 9293 3.1. `check` first: once it has said STOP_NONE, no accessor reads past `length` bytes. The fields
// need no more than THROUGH_WINDOW of them.
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be16, be32 } from '../memory/bytes';

const SEQUENCE: usize = 4;
const ACKNOWLEDGMENT: usize = 8;
const OFFSET_FLAGS: usize = 12;
const WINDOW: usize = 14;

export const MIN_HEADER: u32 = 20;
/** Bytes of a header up to its window. */
export const THROUGH_WINDOW: u32 = 16;

export const FIN: u32 = 0x01;
export const SYN: u32 = 0x02;
export const RST: u32 = 0x04;
export const ACK: u32 = 0x10;

// Options: a kind, and but for the first two a length that counts both (RFC 9293 3.1, IANA "TCP Parameters").
export const OPTION_END: u32 = 0;
export const OPTION_NOP: u32 = 1;
export const OPTION_MSS: u32 = 2;
export const OPTION_WINDOW_SCALE: u32 = 3; // RFC 7323 2.2
export const OPTION_SACK_PERMITTED: u32 = 4; // RFC 2018 2

/** Truncated options are no stop: the fields in front of them are whole. */
export function check(at: usize, length: u32): i32 {
	if (length < MIN_HEADER) return STOP_TRUNCATED;
	return headerLength(at) < MIN_HEADER ? STOP_MALFORMED : STOP_NONE;
}

export function headerLength(at: usize): u32 {
	return ((<u32>load<u8>(at + OFFSET_FLAGS)) >> 4) << 2;
}

export function sequence(at: usize): u32 {
	return be32(at + SEQUENCE);
}

export function acknowledgment(at: usize): u32 {
	return be32(at + ACKNOWLEDGMENT);
}

/** All flags, from AE (0x100, RFC 9293 calls the three above it reserved) down to FIN. */
export function flags(at: usize): u32 {
	return be16(at + OFFSET_FLAGS) & 0x0fff;
}

/** Not scaled. */
export function window(at: usize): u32 {
	return be16(at + WINDOW);
}
