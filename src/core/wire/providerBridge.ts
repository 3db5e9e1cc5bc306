// Provider backbone bridges, IEEE 802.1ah: a service tag, then the customer's whole Ethernet frame.
import { STOP_NONE, STOP_TRUNCATED } from '../layout';

/** The tag; the customer's addresses begin behind it. */
export const HEADER_LEN: u32 = 4;

export function check(length: u32): i32 {
	return length < HEADER_LEN ? STOP_TRUNCATED : STOP_NONE;
}
