// Linux cooked capture, tcpdump.org LINKTYPE_LINUX_SLL (113).
import { STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be16 } from '../memory/bytes';

const PACKET_TYPE: usize = 0;
const PROTOCOL: usize = 14;
export const HEADER_LEN: u32 = 16;

// linux/if_packet.h
export const TO_US: u32 = 0;
export const OUTGOING: u32 = 4;

export function check(length: u32): i32 {
	return length < HEADER_LEN ? STOP_TRUNCATED : STOP_NONE;
}

export function packetType(at: usize): u32 {
	return be16(at + PACKET_TYPE);
}

export function type(at: usize): u32 {
	return be16(at + PROTOCOL);
}
