// LLC with SNAP, IEEE 802.2 and RFC 1042: how 802.3 frames carry an EtherType.
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be16, be24 } from '../memory/bytes';

const SNAP_CONTROL: u32 = 0xaaaa03;
/** Organisation code of IEEE 802.1H: also followed by an EtherType. */
const BRIDGE_TUNNEL: u32 = 0x0000f8;
const CODE: usize = 3;
const TYPE: usize = 6;
export const HEADER_LEN: u32 = 8;

/** Largest value of the Ethernet type field that is a length. */
export const MAX_LENGTH: u32 = 1500;

/** Malformed stands for "no EtherType": other LLC frames carry no IP. */
export function check(at: usize, length: u32): i32 {
	if (length < HEADER_LEN) return STOP_TRUNCATED;
	const code = be24(at + CODE);
	if (be24(at) != SNAP_CONTROL) return STOP_MALFORMED;
	return code == 0 || code == BRIDGE_TUNNEL ? STOP_NONE : STOP_MALFORMED;
}

export function type(at: usize): u32 {
	return be16(at + TYPE);
}
