// IMAP commands, RFC 3501 2.2.1 and 6: a tag, a word, arguments.
import * as text from './text';

const SPACE: u32 = 0x20;
const LONGEST_TAG: u32 = 20;
const CAPABILITY: u32 = 0x41504143; // "CAPA"
const NOOP: u32 = 0x504f4f4e;
const ID: u32 = 0x004449; // "ID" and a space, which `word` turns into a zero
export const LOGIN: u32 = 0x49474f4c; // "LOGI"
export const AUTHENTICATE: u32 = 0x48545541; // "AUTH"
export const STARTTLS: u32 = 0x52415453; // "STAR"

/** The first four letters of the command in a line, and where its word begins; 0 where there is none. */
export let word: usize = 0;
export function command(at: usize, size: u32): u32 {
	const tag = text.until(at, size < LONGEST_TAG ? size : LONGEST_TAG, SPACE);
	if (tag == 0 || tag + 5 > size || load<u8>(at + tag) != SPACE) return 0;
	for (let i: u32 = 0; i < tag; i++) {
		if (!text.isLetter(load<u8>(at + i)) && !text.isDigit(load<u8>(at + i))) return 0;
	}
	word = at + tag + 1;
	return text.word(word);
}

/** May a session begin with this line? Its tag has a digit, as every client's; a word of prose stands in no such line. */
export function begins(at: usize, size: u32): bool {
	const letters = command(at, size);
	if (letters == 0 || !hasDigit(at, word)) return false;
	const left = size - <u32>(word - at);
	const length = text.until(word, left, SPACE);
	if (letters == CAPABILITY) return length == 10 && left == 10;
	if (letters == STARTTLS) return length == 8 && left == 8;
	if (letters == NOOP) return length == 4 && left == 4;
	if (letters == LOGIN) return length == 5 && left > 6;
	if (letters == AUTHENTICATE) return length == 12 && left > 13;
	return (letters & 0xffffff) == ID && length == 2 && left > 3;
}

function hasDigit(from: usize, to: usize): bool {
	for (let at = from; at < to; at++) if (text.isDigit(load<u8>(at))) return true;
	return false;
}
