// DNS messages, RFC 1035 4. `check` first; records are read by the caller, one after the other.
import { STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be16, be32 } from '../memory/bytes';

const ID: usize = 0;
const FLAGS: usize = 2;
const QUESTIONS: usize = 4;
const ANSWERS: usize = 6;
const AUTHORITIES: usize = 8;
const ADDITIONALS: usize = 10;
export const HEADER_LEN: u32 = 12;

/** What follows the name of a question: type, class. */
export const QUESTION_TAIL: u32 = 4;
/** What follows the name of a record: type, class, TTL, length of the data. */
export const RECORD_TAIL: u32 = 10;

export const CLASS_INTERNET: u32 = 1;

/** EDNS, RFC 6891. */
export const TYPE_OPT: u32 = 41;
/** Whole zones in many messages, RFC 1995 and RFC 5936. */
export const TYPE_IXFR: u32 = 251;
export const TYPE_AXFR: u32 = 252;

/** RFC 2136: what stands where answers do is what the sender takes for granted. */
export const OPCODE_UPDATE: u32 = 5;
/** RFC 8490, the last that is assigned: no sections at all. */
export const OPCODE_STATEFUL: u32 = 6;

export function check(length: u32): i32 {
	return length < HEADER_LEN ? STOP_TRUNCATED : STOP_NONE;
}

export function id(at: usize): u32 {
	return be16(at + ID);
}

export function isResponse(at: usize): bool {
	return (be16(at + FLAGS) & 0x8000) != 0;
}

export function opcode(at: usize): u32 {
	return (be16(at + FLAGS) >> 11) & 15;
}

export function rcode(at: usize): u32 {
	return be16(at + FLAGS) & 15;
}

export function questions(at: usize): u32 {
	return be16(at + QUESTIONS);
}

export function answers(at: usize): u32 {
	return be16(at + ANSWERS);
}

export function authorities(at: usize): u32 {
	return be16(at + AUTHORITIES);
}

export function additionals(at: usize): u32 {
	return be16(at + ADDITIONALS);
}

/** Of the tail of a question or record. */
export function type(tail: usize): u32 {
	return be16(tail);
}

export function klass(tail: usize): u32 {
	return be16(tail + 2);
}

export function ttl(tail: usize): u32 {
	return be32(tail + 4);
}

/** Of the tail of an OPT record: what stands above the four bits of the header (RFC 6891 6.1.3). */
export function extendedRcode(tail: usize): u32 {
	return (<u32>load<u8>(tail + 4)) << 4;
}

export function dataLength(tail: usize): u32 {
	return be16(tail + 8);
}
