// PPP, RFC 1661 2, and its framing, RFC 1662 3.1. Numbers of protocols: IANA "PPP Numbers".
import { STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be16 } from '../memory/bytes';
import { IPV4, IPV6, MPLS, OTHER } from './etherType';

const ADDRESS: u32 = 0xff;
const CONTROL: u32 = 0x03;

/** Does a protocol number stand here? */
export function check(at: usize, length: u32): i32 {
	return length == 0 || protocolLength(at) > length ? STOP_TRUNCATED : STOP_NONE;
}

/** The first byte of a number is even, the last odd: one byte is a compressed number (RFC 1661 6.5). */
export function protocolLength(at: usize): u32 {
	return (load<u8>(at) & 1) != 0 ? 1 : 2;
}

/** The EtherType of the same meaning. */
export function type(at: usize): u32 {
	const protocol = number(at);
	if (protocol == 0x0021) return IPV4;
	if (protocol == 0x0057) return IPV6;
	return protocol == 0x0281 || protocol == 0x0283 ? MPLS : OTHER;
}

/** Compressed or encrypted packets (RFC 1144, 1962, 1968, 3544), which hold what cannot be seen. */
export function isHidden(at: usize): bool {
	const protocol = number(at);
	return protocol == 0x002d || protocol == 0x002f || protocol == 0x00fd || protocol == 0x0053;
}

function number(at: usize): u32 {
	return protocolLength(at) == 1 ? load<u8>(at) : be16(at);
}

/** Bytes of address and control in front of the number; 0 where they are left out (RFC 1661 6.6). */
export function framing(at: usize, length: u32): u32 {
	if (length < 2) return 0;
	const address = <u32>load<u8>(at);
	if (address == ADDRESS) return 2;
	// Where a direction took the place of the address, the control byte is left alone.
	return address == CONTROL ? 1 : 0;
}
