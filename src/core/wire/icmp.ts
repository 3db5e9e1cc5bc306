// ICMP, RFC 792, and ICMPv6, RFC 4443: echo messages, which belong to a conversation, and errors, which quote one.
import { STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be16 } from '../memory/bytes';

// IANA protocol numbers
export const ICMP: u32 = 1;
export const ICMPV6: u32 = 58;

const TYPE: usize = 0;
const CODE: usize = 1;
const IDENTIFIER: usize = 4;
const MIN_HEADER: u32 = 6;
export const HEADER_LEN: u32 = 8;

export function check(length: u32): i32 {
	return length < MIN_HEADER ? STOP_TRUNCATED : STOP_NONE;
}

export function type(at: usize): u32 {
	return load<u8>(at + TYPE);
}

export function code(at: usize): u32 {
	return load<u8>(at + CODE);
}

/** A request or an answer, of the one protocol or the other. */
export function isEchoOf(protocol: u32, at: usize): bool {
	const kind = type(at);
	return protocol == ICMP ? kind == 8 || kind == 0 : kind == 128 || kind == 129;
}

/** Unreachable, source quench, redirect, time exceeded, parameter problem; packet too big. A packet is behind it. */
export function isErrorOf(protocol: u32, at: usize): bool {
	const kind = type(at);
	if (protocol == ICMPV6) return kind >= 1 && kind <= 4;
	return (kind >= 3 && kind <= 5) || kind == 11 || kind == 12;
}

/** What the asking process chose; only echo messages have one. */
export function identifier(at: usize): u32 {
	return be16(at + IDENTIFIER);
}
