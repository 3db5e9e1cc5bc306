// Values of DER, X.690 8.1 and 10: a tag, a length, a content. Only what certificates are made of: tags of one byte,
// definite lengths.
import { be16, be24 } from '../memory/bytes';

export const BOOLEAN: u32 = 0x01;
export const OCTET_STRING: u32 = 0x04;
export const OBJECT_IDENTIFIER: u32 = 0x06;
export const BMP_STRING: u32 = 0x1e;
export const UNIVERSAL_STRING: u32 = 0x1c;
export const SEQUENCE: u32 = 0x30;
export const SET: u32 = 0x31;
/** [0] and [3] of a constructed value; [2] of a plain one. */
export const CONTEXT_0: u32 = 0xa0;
export const CONTEXT_3: u32 = 0xa3;
export const CONTEXT_2_PLAIN: u32 = 0x82;

const LONG_FORM: u32 = 0x80;

/** Of the value that `read` met last: its tag, and where its content begins and ends. */
export let tag: u32 = 0;
export let content: usize = 0;
export let end: usize = 0;

/** Reads the value that begins at `at`. False where it is damaged, or goes on behind `limit`. */
export function read(at: usize, limit: usize): bool {
	if (at + 2 > limit) return false;
	tag = load<u8>(at);
	const first = <u32>load<u8>(at, 1);
	const more = first < LONG_FORM ? 0 : first - LONG_FORM;
	if (first == LONG_FORM || more > 3 || at + 2 + more > limit) return false;
	content = at + 2 + more;
	const length = more == 0 ? first : longLength(at + 2, more);
	if (length > <u32>(limit - content)) return false;
	end = content + length;
	return true;
}

function longLength(at: usize, bytes: u32): u32 {
	if (bytes == 1) return load<u8>(at);
	return bytes == 2 ? be16(at) : be24(at);
}

/** Reads the value at `at` and says whether it is of this tag. */
export function readTag(at: usize, limit: usize, wanted: u32): bool {
	return read(at, limit) && tag == wanted;
}
