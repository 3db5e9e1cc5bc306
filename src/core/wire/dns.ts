// DNS messages, RFC 1035 4. `check` first; records are read by the caller, one after the other.
import { STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be16, be32 } from '../memory/bytes';

const ID: usize = 0;
const FLAGS: usize = 2;
const QUESTIONS: usize = 4;
const ANSWERS: usize = 6;
export const HEADER_LEN: u32 = 12;

/** What follows the name of a question: type, class. */
export const QUESTION_TAIL: u32 = 4;
/** What follows the name of a record: type, class, TTL, length of the data. */
export const RECORD_TAIL: u32 = 10;

export const TYPE_A: u32 = 1;
export const TYPE_CNAME: u32 = 5;
export const TYPE_AAAA: u32 = 28;
/** UPDATE (RFC 2136), the last whose messages have this shape; more is no DNS. */
export const MAX_OPCODE: u32 = 5;

export const CLASS_INTERNET: u32 = 1;

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

/** Of the tail of a question or record. */
export function type(tail: usize): u32 {
	return be16(tail);
}

/** Without the top bit, which multicast DNS uses for itself (RFC 6762 5.4, 10.2). */
export function klass(tail: usize): u32 {
	return be16(tail + 2) & 0x7fff;
}

export function ttl(tail: usize): u32 {
	return be32(tail + 4);
}

export function dataLength(tail: usize): u32 {
	return be16(tail + 8);
}
