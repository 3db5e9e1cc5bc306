// Protocols made of text: words and lines in ASCII.

/** Given where something was not found. */
export const NOWHERE: u32 = 0xffffffff;

const LINE_FEED: u32 = 0x0a;
const CARRIAGE_RETURN: u32 = 0x0d;
const SPACE: u32 = 0x20;

/** Four letters in upper case, as a number whose lowest byte is the first: "USER" is 0x52455355. */
export function word(at: usize): u32 {
	return load<u32>(at) & 0xdfdfdfdf;
}

/** Do the bytes begin with the `size` bytes of a pattern? */
export function startsWith(at: usize, length: u32, pattern: usize, size: u32): bool {
	return length >= size && memory.compare(at, pattern, size) == 0;
}

/** Where a pattern, written in lower case, stands in any case; else NOWHERE. */
export function find(at: usize, length: u32, pattern: usize, size: u32): u32 {
	for (let from: u32 = 0; from + size <= length; from++) {
		let same: u32 = 0;
		while (same < size && lower(load<u8>(at + from + same)) == load<u8>(pattern + same)) same++;
		if (same == size) return from;
	}
	return NOWHERE;
}

function lower(byte: u32): u32 {
	return byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
}

/** Bytes up to one of this value, or all of them. */
export function until(at: usize, length: u32, byte: u32): u32 {
	let size: u32 = 0;
	while (size < length && load<u8>(at + size) != byte) size++;
	return size;
}

/** Bytes of the first line with what ends it; all of them where it does not end. */
export function lineWithEnd(at: usize, length: u32): u32 {
	const size = until(at, length, LINE_FEED);
	return size < length ? size + 1 : size;
}

/** The same without CR and LF. */
export function line(at: usize, length: u32): u32 {
	let size = until(at, length, LINE_FEED);
	if (size > 0 && load<u8>(at + size - 1) == CARRIAGE_RETURN) size--;
	return size;
}

/** Is everything printable ASCII, or a tab? */
export function isPrintable(at: usize, length: u32): bool {
	for (let i: u32 = 0; i < length; i++) {
		const byte = <u32>load<u8>(at + i);
		if ((byte < SPACE && byte != 9) || byte > 0x7e) return false;
	}
	return true;
}

export function isUpper(byte: u32): bool {
	return byte >= 0x41 && byte <= 0x5a;
}

export function isDigit(byte: u32): bool {
	return byte >= 0x30 && byte <= 0x39;
}

export function isLetter(byte: u32): bool {
	return (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
}
