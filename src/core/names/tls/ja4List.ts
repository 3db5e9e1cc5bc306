// A list of 16-bit numbers, sorted or not, as the text that JA4 hashes: four hexadecimal digits each, between commas.
import { isGrease } from '../../wire/tls';

/** More numbers than any client has. */
const MOST: u32 = 1024;
const DIGITS: u32 = 4;
const COMMA: u32 = 0x2c;
const UNDERSCORE: u32 = 0x5f;

const numbers = memory.data(2048, 8);
/** Two full lists, each number with what is between it and the next, and room for a word. */
export const text = memory.data(10248, 8);

export let count: u32 = 0;
/** Was there no room for a number, since `begin`? */
export let overflowed: bool = false;
/** Bytes of `text`. */
export let textLength: u32 = 0;

/** A new text, and nothing in the list. */
export function begin(): void {
	count = 0;
	textLength = 0;
	overflowed = false;
}

/** Another list for the same text. */
export function clear(): void {
	count = 0;
}

/** Adds a number, unless it is GREASE. */
export function add(value: u32): void {
	if (isGrease(value)) return;
	if (count == MOST) {
		overflowed = true;
		return;
	}
	set(count, value);
	count += 1;
}

function get(index: u32): u32 {
	return load<u16>(numbers + ((<usize>index) << 1));
}

function set(index: u32, value: u32): void {
	store<u16>(numbers + ((<usize>index) << 1), <u16>value);
}

/** Ascending, by insertion at ever smaller distances: a hostile list costs little more than another. */
export function sort(): void {
	for (let gap = count >> 1; gap > 0; gap >>= 1) {
		for (let i = gap; i < count; i++) {
			const value = get(i);
			let place = i;
			while (place >= gap && get(place - gap) > value) {
				set(place, get(place - gap));
				place -= gap;
			}
			set(place, value);
		}
	}
}

/** Writes the list behind the text so far, with an underscore between them. */
export function write(): void {
	for (let i: u32 = 0; i < count; i++) {
		if (textLength > 0) {
			store<u8>(text + textLength, <u8>(i == 0 ? UNDERSCORE : COMMA));
			textLength += 1;
		}
		store<u32>(text + textLength, hexadecimal(get(i)));
		textLength += DIGITS;
	}
}

/** The four digits of a number, as they stand in memory: all at once, those above 9 by what 6 more carries over. */
function hexadecimal(value: u32): u32 {
	const digits = (value >> 12) | (value & 0x0f00) | ((value & 0xf0) << 12) | (value << 24);
	const nibbles = digits & 0x0f0f0f0f;
	const letters = ((nibbles + 0x06060606) >> 4) & 0x01010101;
	return nibbles + 0x30303030 + letters * 0x27;
}
