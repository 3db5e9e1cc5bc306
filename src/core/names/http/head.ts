// The head of a message, RFC 9112 2.1: its first line, and the fields that are wanted.
import { min } from '../../memory/bytes';
import { DONE, MORE } from '../verdict';
import * as startLine from './startLine';
import * as words from './words';

/** A longer head is read as far as this. */
const MAX_HEAD: u32 = 16384;

/** In place of a length that is not told, or is none. */
export const NO_LENGTH: u64 = u64.MAX_VALUE;
/** More is no length of anything. */
const MAX_LENGTH: u64 = i64.MAX_VALUE;

const LF: u32 = 0x0a;
const CR: u32 = 0x0d;
const SPACE: u32 = 0x20;
const TAB: u32 = 0x09;
const COLON: u32 = 0x3a;

/** Of the last head that was read: bytes with the empty line behind it, and whether that was there. */
export let size: u32 = 0;
export let isWhole: bool = false;

/** Where the values stand: address and length, by number in words FIELDS. */
const values = memory.data(72, 8);

/** As startLine `read`, for the whole head. Empty lines in front belong to it (RFC 9112 2.2). */
export function read(at: usize, length: u32, last: bool): u32 {
	const before = emptyLines(at, length);
	if (before == length) return MORE;
	const verdict = startLine.read(at + before, length - before, last);
	if (verdict != DONE) return verdict;
	const there = min(length, MAX_HEAD);
	const line = before + startLine.size;
	const end = startLine.isSimple ? line : endOf(at, line, there);
	isWhole = end != 0;
	if (!isWhole && !last && length < MAX_HEAD) return MORE;
	size = isWhole ? end : there;
	readFields(at, line);
	return DONE;
}

function emptyLines(at: usize, length: u32): u32 {
	let count: u32 = 0;
	while (count < length && count < 4) {
		const byte = <u32>load<u8>(at + count);
		if (byte != CR && byte != LF) break;
		count += 1;
	}
	return count;
}

/** The offset behind the empty line; 0 where it is not there. */
function endOf(at: usize, offset: u32, length: u32): u32 {
	while (offset < length) {
		const line = startLine.lineLength(at + offset, length - offset);
		if (line == 0) return 0;
		offset += line;
		if (isEmpty(at + offset - line, line)) return offset;
	}
	return 0;
}

/** Nothing but its end. */
export function isEmpty(at: usize, line: u32): bool {
	return line == 1 || (line == 2 && load<u8>(at) == CR);
}

function readFields(at: usize, offset: u32): void {
	memory.fill(values, 0, words.FIELD_COUNT << 3);
	while (offset < size) {
		const line = startLine.lineLength(at + offset, size - offset);
		const length = line == 0 ? size - offset : line;
		readField(at + offset, length);
		offset += length;
	}
}

/** The first field of a name stays. */
function readField(at: usize, length: u32): void {
	const end = startLine.trimmed(at, length);
	let name: u32 = 0;
	while (name < end && load<u8>(at + name) != COLON) name += 1;
	const field = name == end ? -1 : words.find(words.FIELDS, at, startLine.trimmed(at, name), true);
	if (field < 0 || value(field) != 0) return;
	let from = name + 1;
	while (from < end && isBlank(load<u8>(at + from))) from += 1;
	store<u32>(values + ((<usize>field) << 3), <u32>at + from);
	store<u32>(values + ((<usize>field) << 3), end - from, 4);
}

function isBlank(byte: u32): bool {
	return byte == SPACE || byte == TAB;
}

/** Where the value of a field begins; 0: there is none. */
export function value(field: i32): usize {
	return load<u32>(values + ((<usize>field) << 3));
}

export function valueLength(field: i32): u32 {
	return load<u32>(values + ((<usize>field) << 3), 4);
}

/** Does the value of `field` begin with the first word of `list`? */
export function startsWith(field: i32, list: usize): bool {
	return words.startWith(list, value(field), valueLength(field));
}

/** Does it end so? */
export function endsWith(field: i32, list: usize): bool {
	const size = <u32>load<u8>(list);
	const length = valueLength(field);
	return length >= size && words.startWith(list, value(field) + length - size, size);
}

/** Content-Length, RFC 9110 8.6; NO_LENGTH where there is none, or it is no number that can be. */
export function contentLength(): u64 {
	const length = valueLength(words.CONTENT_LENGTH);
	if (length == 0) return NO_LENGTH;
	let sum: u64 = 0;
	for (let i: u32 = 0; i < length; i++) {
		const digit = <u32>load<u8>(value(words.CONTENT_LENGTH) + i) - 0x30;
		if (digit > 9 || sum > MAX_LENGTH / 10) return NO_LENGTH;
		sum = sum * 10 + digit;
	}
	return sum;
}
