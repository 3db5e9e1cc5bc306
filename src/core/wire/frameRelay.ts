// Frame Relay, RFC 2427 3: Q.922 address, control, perhaps padding, then the number of a network protocol.
import { STOP_NONE, STOP_TRUNCATED, STOP_UNSUPPORTED } from '../layout';
import { be16 } from '../memory/bytes';
import { IPV4, IPV6, OTHER } from './etherType';

const UNNUMBERED: u32 = 0x03;
const MAX_ADDRESS: u32 = 4;
const NLPID_SNAP: u32 = 0x80;
const NLPID_IPV4: u32 = 0xcc;
const NLPID_IPV6: u32 = 0x8e;
const SNAP_REST: u32 = 5;

/** What `check` found: the EtherType, and where its packet begins. */
export let type: u32 = 0;
export let offset: u32 = 0;

/** Unsupported: other control fields than that of unnumbered information. */
export function check(at: usize, length: u32): i32 {
	let end: u32 = 0;
	while (end < length && end < MAX_ADDRESS && (load<u8>(at + end) & 1) == 0) end += 1;
	end += 1;
	if (end + 2 > length) return STOP_TRUNCATED;
	if (load<u8>(at + end) != UNNUMBERED) return STOP_UNSUPPORTED;
	end += load<u8>(at + end + 1) == 0 ? 2 : 1;
	if (end >= length) return STOP_TRUNCATED;
	const protocol = <u32>load<u8>(at + end);
	offset = end + 1;
	if (protocol == NLPID_SNAP) return checkSnap(at, length);
	type = OTHER;
	if (protocol == NLPID_IPV4) type = IPV4;
	if (protocol == NLPID_IPV6) type = IPV6;
	return STOP_NONE;
}

function checkSnap(at: usize, length: u32): i32 {
	offset += SNAP_REST;
	if (offset > length) return STOP_TRUNCATED;
	type = be16(at + offset - 2);
	return STOP_NONE;
}
