// ICMP echo, RFC 792, and ICMPv6 echo, RFC 4443 4: the messages that belong to a conversation.
import { STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be16 } from '../memory/bytes';

const TYPE: usize = 0;
const IDENTIFIER: usize = 4;
const MIN_HEADER: u32 = 6;
export const HEADER_LEN: u32 = 8;

export function check(length: u32): i32 {
	return length < MIN_HEADER ? STOP_TRUNCATED : STOP_NONE;
}

export function isEcho(at: usize): bool {
	const type = load<u8>(at + TYPE);
	return type == 8 || type == 0;
}

export function isEchoV6(at: usize): bool {
	const type = load<u8>(at + TYPE);
	return type == 128 || type == 129;
}

/** What the asking process chose; only echo messages have one. */
export function identifier(at: usize): u32 {
	return be16(at + IDENTIFIER);
}
