// Cisco HDLC, tcpdump.org LINKTYPE_C_HDLC (104): address, control, EtherType (RFC 1547 4.3.1).
import { STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be16 } from '../memory/bytes';

const TYPE: usize = 2;
export const HEADER_LEN: u32 = 4;

export function check(length: u32): i32 {
	return length < HEADER_LEN ? STOP_TRUNCATED : STOP_NONE;
}

/** Tells it from PPP, which shares a link type with it: unicast and multicast addresses. */
export function isAddress(at: usize): bool {
	const address = load<u8>(at);
	return address == 0x0f || address == 0x8f;
}

export function type(at: usize): u32 {
	return be16(at + TYPE);
}
