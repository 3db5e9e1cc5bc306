// Passwords that anybody on the way can read: that they are there is told, they themselves are not kept.
import * as layout from '../../layout';
import * as scratch from '../scratch';
import * as words from './words';

const SLASH: u32 = 0x2f;
const QUESTION: u32 = 0x3f;
const HASH: u32 = 0x23;
const AT: u32 = 0x40;
const AMPERSAND: u32 = 0x26;
const EQUALS: u32 = 0x3d;
const SEMICOLON: u32 = 0x3b;
const DOT: u32 = 0x2e;

/** Puts a request's target into `scratch`, "..." in place of secrets. Gives what they are: layout CREDENTIALS_*. */
export function addTarget(at: usize, length: u32): u32 {
	scratch.clear();
	let kinds: u32 = 0;
	let from = authority(at, length);
	scratch.addText(at, from);
	const behind = userBehind(at, from, length);
	if (behind != 0) {
		addDots();
		from = behind - 1;
		kinds |= layout.CREDENTIALS_HTTP_BASIC;
	}
	let query = from;
	while (query < length && !isSeparator(load<u8>(at + query))) query += 1;
	scratch.addText(at + from, query - from);
	if (query < length && addQuery(at + query, length - query)) kinds |= layout.CREDENTIALS_HTTP_FORM;
	return kinds;
}

/** Where the authority of an absolute target begins (RFC 3986 3.2); 0 where it has none. */
export function authority(at: usize, length: u32): u32 {
	if (length == 0 || load<u8>(at) == SLASH) return 0;
	const scheme = words.search(words.SCHEME_END, at, length);
	return scheme == length ? 0 : scheme + 3;
}

/** The offset behind the "@" that ends the user's name and password; 0 where there are none. */
function userBehind(at: usize, from: u32, length: u32): u32 {
	if (from == 0 && (length == 0 || load<u8>(at) == SLASH)) return 0;
	for (let i = from; i < length; i++) {
		const byte = <u32>load<u8>(at + i);
		if (byte == AT) return i + 1;
		if (byte == SLASH || byte == QUESTION || byte == HASH) return 0;
	}
	return 0;
}

/** In front of a field: of a query, of a fragment (RFC 3986 3.5), of a part of the path (RFC 3986 3.3). */
function isSeparator(byte: u32): bool {
	return byte == QUESTION || byte == AMPERSAND || byte == SEMICOLON || byte == HASH;
}

/** Adds what stands from the first separator on. Was there a secret? */
function addQuery(at: usize, length: u32): bool {
	let found = false;
	for (let from: u32 = 0; from < length;) {
		let field: u32 = 0;
		while (from + 1 + field < length && !isSeparator(load<u8>(at + from + 1 + field))) field += 1;
		const name = nameLength(at + from + 1, field);
		const isHidden = name < field && isSecret(at + from + 1, name);
		scratch.addText(at + from, 1 + (isHidden ? name + 1 : field));
		if (isHidden) addDots();
		if (isHidden) found = true;
		// Its value may have what separates others.
		from += 1 + (isHidden ? fieldLength(at + from + 1, length - from - 1) : field);
	}
	return found;
}

/** Is there a field for a password, with a value, among those of a form? `length` bytes of it are there. */
export function isInForm(at: usize, length: u32): bool {
	for (let from: u32 = 0; from < length;) {
		const field = fieldLength(at + from, length - from);
		const name = nameLength(at + from, field);
		if (name + 1 < field && isSecret(at + from, name)) return true;
		from += field + 1;
	}
	return false;
}

function fieldLength(at: usize, length: u32): u32 {
	for (let i: u32 = 0; i < length; i++) if (load<u8>(at + i) == AMPERSAND) return i;
	return length;
}

function nameLength(at: usize, length: u32): u32 {
	for (let i: u32 = 0; i < length; i++) if (load<u8>(at + i) == EQUALS) return i;
	return length;
}

function isSecret(name: usize, length: u32): bool {
	if (words.search(words.SECRETS, name, length) < length) return true;
	const end = <u32>load<u8>(words.SECRET_END);
	return length >= end && words.startWith(words.SECRET_END, name + length - end, end);
}

function addDots(): void {
	for (let i = 0; i < 3; i++) scratch.addCharacter(DOT);
}
