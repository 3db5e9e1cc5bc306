// VXLAN, RFC 7348 5, and its extension for other payloads, draft-ietf-nvo3-vxlan-gpe 3.1.
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED } from '../layout';
import { ETHERNET, IPV4, IPV6, MPLS, NSH, OTHER } from './etherType';

const FLAGS: usize = 0;
const NEXT: usize = 3;
const HAS_NETWORK: u32 = 0x08;
export const HEADER_LEN: u32 = 8;

export function check(at: usize, length: u32): i32 {
	if (length < HEADER_LEN) return STOP_TRUNCATED;
	return (load<u8>(at + FLAGS) & HAS_NETWORK) != 0 ? STOP_NONE : STOP_MALFORMED;
}

/** What the extension carries, as EtherType. */
export function type(at: usize): u32 {
	switch (<u32>load<u8>(at + NEXT)) {
		case 1:
			return IPV4;
		case 2:
			return IPV6;
		case 3:
			return ETHERNET;
		case 4:
			return NSH;
		case 5:
			return MPLS;
		default:
			return OTHER;
	}
}
