// Linux cooked capture v2, tcpdump.org LINKTYPE_LINUX_SLL2 (276). What tcpdump -i any writes today.
import { STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be16, be32 } from '../memory/bytes';

const PROTOCOL: usize = 0;
const INTERFACE: usize = 4;
const PACKET_TYPE: usize = 10;
export const HEADER_LEN: u32 = 20;

export function check(length: u32): i32 {
	return length < HEADER_LEN ? STOP_TRUNCATED : STOP_NONE;
}

export function packetType(at: usize): u32 {
	return load<u8>(at + PACKET_TYPE);
}

export function type(at: usize): u32 {
	return be16(at + PROTOCOL);
}

/** ifindex of the kernel. */
export function interfaceIndex(at: usize): u32 {
	return be32(at + INTERFACE);
}
