// Ethernet II, IEEE 802.3 clause 3.
import { STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be16 } from '../memory/bytes';

const TYPE: usize = 12;
export const HEADER_LEN: u32 = 14;

export function check(length: u32): i32 {
	return length < HEADER_LEN ? STOP_TRUNCATED : STOP_NONE;
}

/** EtherType; below 0x0600 it is the length of an LLC frame instead. */
export function type(at: usize): u32 {
	return be16(at + TYPE);
}
