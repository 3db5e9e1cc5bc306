// MACsec, IEEE 802.1AE 9: a tag in front of the EtherType, a check value behind the frame.
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be16 } from '../memory/bytes';

const VERSION: u32 = 0x80;
const HAS_CHANNEL: u32 = 0x20;
const ENCRYPTED_OR_CHANGED: u32 = 0x0c;
const CHECK_VALUE: u32 = 16;

export function check(at: usize, length: u32): i32 {
	if (length == 0) return STOP_TRUNCATED;
	if ((load<u8>(at) & VERSION) != 0) return STOP_MALFORMED;
	return length <= tagLength(at) + CHECK_VALUE + 2 ? STOP_TRUNCATED : STOP_NONE;
}

export function isHidden(at: usize): bool {
	return (load<u8>(at) & ENCRYPTED_OR_CHANGED) != 0;
}

function tagLength(at: usize): u32 {
	return (load<u8>(at) & HAS_CHANNEL) != 0 ? 14 : 6;
}

/** Of a frame that is in clear. */
export function type(at: usize): u32 {
	return be16(at + tagLength(at));
}

export function headerLength(at: usize): u32 {
	return tagLength(at) + 2;
}

/** Bytes between the EtherType and the check value. */
export function payload(at: usize, length: u32): u32 {
	return length - headerLength(at) - CHECK_VALUE;
}
