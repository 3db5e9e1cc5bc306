// A body in chunks, RFC 9112 7.1: each behind a line with its length, the last one empty, trailer fields behind it.
import * as head from './head';
import * as startLine from './startLine';

/** A longer line is none of these. */
const MAX_LINE: u32 = 4096;
const MAX_CHUNK: u32 = 0x10000000;
const LINE_END: u32 = 2;

/** What came of it. */
export const DAMAGED: u32 = 0;
export const MORE: u32 = 1;
export const LAST: u32 = 2;

/** Bytes that are done with, which may be more than are there. */
export let consumed: u32 = 0;

/** Goes from chunk to chunk. LAST: behind the line of the empty one. */
export function pass(at: usize, length: u32): u32 {
	consumed = 0;
	while (consumed < length) {
		const line = startLine.lineLength(at + consumed, length - consumed);
		if (line == 0) return length - consumed > MAX_LINE ? DAMAGED : MORE;
		const size = sizeIn(at + consumed, line);
		if (size > MAX_CHUNK) return DAMAGED;
		consumed += line;
		if (size == 0) return LAST;
		consumed += size + LINE_END;
	}
	return MORE;
}

/** Goes over the trailer. LAST: behind the empty line. */
export function passTrailer(at: usize, length: u32): u32 {
	consumed = 0;
	while (consumed < length) {
		const line = startLine.lineLength(at + consumed, length - consumed);
		if (line == 0) return length - consumed > MAX_LINE ? DAMAGED : MORE;
		consumed += line;
		if (head.isEmpty(at + consumed - line, line)) return LAST;
	}
	return MORE;
}

/** The hexadecimal number that a line begins with; more than any chunk has where there is none. */
function sizeIn(at: usize, line: u32): u32 {
	let size: u32 = 0;
	let digits: u32 = 0;
	while (digits < line) {
		const digit = digitOf(load<u8>(at + digits));
		if (digit > 15) break;
		if (size > MAX_CHUNK >> 4) return MAX_CHUNK + 1;
		size = (size << 4) | digit;
		digits += 1;
	}
	return digits == 0 ? MAX_CHUNK + 1 : size;
}

function digitOf(byte: u32): u32 {
	if (byte - 0x30 <= 9) return byte - 0x30;
	const letter = (byte | 0x20) - 0x61;
	return letter <= 5 ? letter + 10 : 16;
}
