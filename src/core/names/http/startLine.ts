// The first line of a message, RFC 9112 3 and 4: what tells HTTP from everything else.
import { min } from '../../memory/bytes';
import { DONE, MORE, NONE } from '../verdict';
import * as words from './words';

const LF: u32 = 0x0a;
const CR: u32 = 0x0d;
const SPACE: u32 = 0x20;
const TAB: u32 = 0x09;
const DASH: u32 = 0x2d;
const DOT: u32 = 0x2e;
const SLASH: u32 = 0x2f;

/** "HTTP/1.1" */
const VERSION_LEN: u32 = 8;
/** "HTTP/1.1 200" */
const STATUS_LEN: u32 = 12;

// Of the last line that was read (DONE).
export let isResponse: bool = false;
/** A request without a version, which is all there is of it: HTTP/0.9, RFC 1945 5.1. */
export let isSimple: bool = false;
export let status: u32 = 0;
/** layout texts to be: where they stand. */
export let method: usize = 0;
export let methodLength: u32 = 0;
/** Its number in words METHODS. */
export let methodIndex: i32 = -1;
export let target: usize = 0;
export let targetLength: u32 = 0;
/** Bytes of the line, with its end. */
export let size: u32 = 0;

/** NONE: no such line begins here. MORE: it may. `last`: no more will come, so read what is there. */
export function read(at: usize, length: u32, last: bool): u32 {
	isResponse = false;
	isSimple = false;
	status = 0;
	const begun = min(length, VERSION_LEN);
	if (isVersion(at, begun)) return begun < VERSION_LEN ? MORE : readStatus(at, length, last);
	return readRequest(at, length, last);
}

function readStatus(at: usize, length: u32, last: bool): u32 {
	const end = lineLength(at, length);
	if (length < STATUS_LEN) return end == 0 && !last ? MORE : NONE;
	if (load<u8>(at, 8) != SPACE) return NONE;
	for (let i: u32 = 9; i < STATUS_LEN; i++) {
		const digit = <u32>load<u8>(at + i) - 0x30;
		if (digit > 9) return NONE;
		status = status * 10 + digit;
	}
	if (length > STATUS_LEN && load<u8>(at + STATUS_LEN) > SPACE) return NONE;
	if (end == 0 && !last) return MORE;
	isResponse = true;
	size = end == 0 ? length : end;
	return DONE;
}

function readRequest(at: usize, length: u32, last: bool): u32 {
	const word = wordLength(at, min(length, words.MAX_METHOD + 3));
	const extension = isExtension(at, word) ? <u32>2 : 0;
	const name = at + extension;
	if (word == length)
		return !last && words.begins(words.METHODS, name, word - extension) ? MORE : NONE;
	methodIndex = words.find(words.METHODS, name, word - extension, false);
	if (methodIndex < 0) return NONE;
	method = at;
	methodLength = word;
	const end = lineLength(at, length);
	size = end == 0 ? length : end;
	target = at + word + 1;
	if (end == 0) return last ? readCutTarget(at) : isText(at, length) ? MORE : NONE;
	return readTarget(at, end);
}

/** "M-" in front of a method, RFC 2774 5. */
function isExtension(at: usize, length: u32): bool {
	return length > 2 && load<u8>(at) == 0x4d && load<u8>(at, 1) == DASH;
}

/** The line ends with a version. */
function readTarget(at: usize, end: u32): u32 {
	const version = trimmed(at, end);
	if (!isText(at, version)) return NONE;
	if (version < methodLength + 3 + VERSION_LEN) return readSimple(at, version);
	const before = version - VERSION_LEN;
	if (!isVersion(at + before, VERSION_LEN) || load<u8>(at + before - 1) != SPACE)
		return readSimple(at, version);
	targetLength = before - 1 - methodLength - 1;
	return DONE;
}

/** Or it ends with the path. */
function readSimple(at: usize, length: u32): u32 {
	if (methodIndex != words.METHOD_GET || length < methodLength + 2) return NONE;
	targetLength = length - methodLength - 1;
	if (load<u8>(target) != SLASH || wordLength(target, targetLength) < targetLength) return NONE;
	isSimple = true;
	return DONE;
}

/** What is there of a line that was cut: its target must look like one. */
function readCutTarget(at: usize): u32 {
	targetLength = min(wordLength(target, size - methodLength - 1), size);
	if (targetLength == 0 || !isText(at, size)) return NONE;
	const isPath = load<u8>(target) == SLASH;
	return isPath || words.search(words.SCHEME_END, target, targetLength) < targetLength
		? DONE
		: NONE;
}

/** The first `length` bytes of "HTTP/", a digit, a dot, a digit. */
function isVersion(at: usize, length: u32): bool {
	if (length == 0 || !words.startsLike(words.VERSION, at, min(length, 5))) return false;
	for (let i: u32 = 5; i < length; i++) {
		const byte = <u32>load<u8>(at + i);
		if (i == 6 ? byte != DOT : byte - 0x30 > 9) return false;
	}
	return true;
}

/** Bytes in front of the first space. */
function wordLength(at: usize, length: u32): u32 {
	for (let i: u32 = 0; i < length; i++) if (load<u8>(at + i) == SPACE) return i;
	return length;
}

/** Bytes of the line with its end; 0 where it does not end. */
export function lineLength(at: usize, length: u32): u32 {
	for (let i: u32 = 0; i < length; i++) if (load<u8>(at + i) == LF) return i + 1;
	return 0;
}

/** Bytes of a line without its end, and spaces in front of that. */
export function trimmed(at: usize, length: u32): u32 {
	while (length > 0) {
		const byte = <u32>load<u8>(at + length - 1);
		if (byte != LF && byte != CR && byte != SPACE && byte != TAB) break;
		length -= 1;
	}
	return length;
}

function isText(at: usize, length: u32): bool {
	for (let i: u32 = 0; i < length; i++) {
		const byte = <u32>load<u8>(at + i);
		if (byte < SPACE && byte != CR && byte != TAB) return false;
	}
	return true;
}
