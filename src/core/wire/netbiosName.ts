// The NetBIOS name service, RFC 1002 4: messages of the shape of DNS, with names and operations of its own.
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED } from '../layout';

/** A name has sixteen characters, filled up with spaces; the last says what kind of service it is. */
export const NAME_LEN: u32 = 16;
/** On the wire each stands in the two halves of two letters, A to P (RFC 1001 14.1). */
export const ENCODED_LEN: u32 = 32;

const LETTER_A: u32 = 0x41;
const LETTER_P: u32 = 0x50;

/** What the data of a NB record is made of: flags, address. */
export const ENTRY_LEN: u32 = 6;
export const ENTRY_ADDRESS: u32 = 2;

/** Of the first label of a name. */
export function checkName(at: usize, length: u32): i32 {
	if (length < ENCODED_LEN) return STOP_TRUNCATED;
	for (let i: u32 = 0; i < ENCODED_LEN; i++) {
		const letter = <u32>load<u8>(at + i);
		if (letter < LETTER_A || letter > LETTER_P) return STOP_MALFORMED;
	}
	return STOP_NONE;
}

/** Character `index` of the name. */
export function character(at: usize, index: u32): u32 {
	const high = <u32>load<u8>(at + (index << 1)) - LETTER_A;
	const low = <u32>load<u8>(at + (index << 1), 1) - LETTER_A;
	return (high << 4) | low;
}

/** Query, registration to refresh, and the registration of a host with several addresses. */
export function isOpcode(opcode: u32): bool {
	return opcode == 0 || (opcode >= 5 && opcode <= 9) || opcode == 15;
}
