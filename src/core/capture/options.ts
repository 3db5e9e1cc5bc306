// The options of a pcapng block, one after the other. A list that runs over its block ends there.
import { u16At } from './byteOrder';

const END: u32 = 0;
const HEADER: u32 = 4;

let cursor: usize = 0;
let left: u32 = 0;

/** Of the option in hand; its value is `size` bytes at `value`. */
export let code: u32 = 0;
export let value: usize = 0;
export let size: u32 = 0;

/** Begins with the `length` bytes at `at`. */
export function begin(at: usize, length: u32): void {
	cursor = at;
	left = length;
}

/** Takes the next option in hand; false behind the last. */
export function next(): bool {
	if (left < HEADER) return false;
	code = u16At(cursor);
	size = u16At(cursor + 2);
	if (code == END || size > left - HEADER) return false;
	value = cursor + HEADER;
	const padded = HEADER + ((size + 3) & ~3);
	const step = padded < left ? padded : left;
	cursor += step;
	left -= step;
	return true;
}
