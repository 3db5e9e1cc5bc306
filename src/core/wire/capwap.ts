// CAPWAP data, RFC 5415 4.3: frames between an access point and its controller.
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED, STOP_UNSUPPORTED } from '../layout';
import { be16, be24, be32 } from '../memory/bytes';

const PREAMBLE: usize = 0;
const FIXED: u32 = 8;
const CLEAR: u32 = 0;
const IEEE80211: u32 = 1;

const NATIVE: u32 = 0x0100;
const FRAGMENT: u32 = 0x0080;
const KEEP_ALIVE: u32 = 0x0008;

/** Unsupported: inside of DTLS, which is another reader's. */
export function check(at: usize, length: u32): i32 {
	if (length < FIXED) return STOP_TRUNCATED;
	if (load<u8>(at + PREAMBLE) != CLEAR) return STOP_UNSUPPORTED;
	if (headerLength(at) < FIXED) return STOP_MALFORMED;
	return headerLength(at) > length ? STOP_TRUNCATED : STOP_NONE;
}

export function headerLength(at: usize): u32 {
	return ((<u32>load<u8>(at + 1)) >> 3) << 2;
}

function flags(at: usize): u32 {
	return be24(at + 1) & 0x01ff;
}

/** A part of a frame. */
export function isFragment(at: usize): bool {
	return (flags(at) & FRAGMENT) != 0;
}

export function isKeepAlive(at: usize): bool {
	return (flags(at) & KEEP_ALIVE) != 0;
}

/** In the form of the radio; else as Ethernet. */
export function isNative(at: usize): bool {
	return (flags(at) & NATIVE) != 0;
}

export function isIeee80211(at: usize): bool {
	return ((be24(at + 1) >> 9) & 31) == IEEE80211;
}
