// MPLS label stacks, RFC 3032 2.1, and what lies below: told by its first half byte (RFC 4928, RFC 4385 3).
import { STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be16 } from '../memory/bytes';
import { ARP, IPV4, IPV6 } from './etherType';
import { isTag } from './vlan';

const LABEL: u32 = 4;
const BOTTOM: usize = 2;
export const CONTROL_WORD: u32 = 4;
const ETHERNET_HEADER: u32 = 14;

/** Bytes of the stack, by `check`. */
export let stackLength: u32 = 0;

/** Is the stack whole, and something below it? */
export function check(at: usize, length: u32): i32 {
	stackLength = 0;
	let last = false;
	while (!last) {
		if (stackLength + LABEL >= length) return STOP_TRUNCATED;
		last = (load<u8>(at + stackLength + BOTTOM) & 1) != 0;
		stackLength += LABEL;
	}
	return STOP_NONE;
}

/** Does this begin with an Ethernet header that leads on? Else a pseudowire's control word may stand in front of it. */
export function isPlainEthernet(at: usize, length: u32): bool {
	if (length < ETHERNET_HEADER) return false;
	const type = be16(at + 12);
	return type == IPV4 || type == IPV6 || type == ARP || isTag(type);
}
