// Flows that found no room are counted once each, not once a packet: a bit per hash remembers them.
import { allocate } from '../memory/arena';

const BITS: u32 = 1 << 20;

let seen: usize = 0;

/** Is this the first packet of a flow that is left out? Two with the same bit count as one. */
export function isNew(hash: u32): bool {
	if (seen == 0) seen = allocate(BITS >> 3);
	if (seen == 0) return true;
	const at = seen + <usize>((hash & (BITS - 1)) >> 3);
	const bit: u32 = 1 << (hash & 7);
	const before = <u32>load<u8>(at);
	store<u8>(at, <u8>(before | bit));
	return (before & bit) == 0;
}
