// Network Service Header, RFC 8300 2.2.
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED } from '../layout';
import { ETHERNET, IPV4, IPV6, MPLS, NSH, OTHER } from './etherType';

const LENGTH: usize = 1;
const NEXT: usize = 3;
const MIN_HEADER: u32 = 8;

export function check(at: usize, length: u32): i32 {
	if (length < MIN_HEADER) return STOP_TRUNCATED;
	if (headerLength(at) < MIN_HEADER) return STOP_MALFORMED;
	return headerLength(at) > length ? STOP_TRUNCATED : STOP_NONE;
}

export function headerLength(at: usize): u32 {
	return ((<u32>load<u8>(at + LENGTH)) & 0x3f) << 2;
}

/** The EtherType of the same meaning. */
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
