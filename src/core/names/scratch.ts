// Where a name is put together before it is kept. Names come from the wire: of a host's name only what one may hold
// is taken as it is, of another text what is printable; every other byte is written \ddd (RFC 4343 2.1), so that
// whatever is kept is printable ASCII.
import { intern } from '../memory/text';

/** Longest text. A domain name has at most 255 bytes, and each may become four. */
const SIZE: u32 = 2048;

/** With room for zeros behind the last character. */
const scratch = memory.data(2056, 8);
let length: u32 = 0;

const DOT: u8 = 0x2e;
const BACKSLASH: u8 = 0x5c;
const ZERO: u32 = 0x30;

export function clear(): void {
	length = 0;
}

/** Adds the dot between two labels. */
export function addDot(): void {
	if (length < SIZE) put(DOT);
}

/** Adds bytes of a name; `dots` says whether a dot among them separates labels or belongs to one. */
export function add(at: usize, count: u32, dots: bool): void {
	const end = at + count;
	while (at < end) {
		at = addHostCharacters(at, end);
		if (at == end || length + 4 > SIZE) return;
		const byte = load<u8>(at);
		if (dots && byte == DOT) put(byte);
		else putEscaped(byte);
		at += 1;
	}
}

/** Adds what may stand in a host's name, as far as it goes and as there is room; gives the address behind. */
function addHostCharacters(at: usize, end: usize): usize {
	let to = scratch + length;
	for (; at < end && to <= scratch + (SIZE - 4); at++) {
		const byte = load<u8>(at);
		if (!isHostCharacter(byte)) break;
		store<u8>(to, byte);
		to += 1;
	}
	length = <u32>(to - scratch);
	return at;
}

/** Adds bytes of a text that is no host's name: printable ones as they are, but for the backslash. */
export function addText(at: usize, count: u32): void {
	for (let i: u32 = 0; i < count && length + 4 <= SIZE; i++) {
		const byte = load<u8>(at + i);
		if (byte >= 0x20 && byte < 0x7f && byte != BACKSLASH) put(byte);
		else putEscaped(byte);
	}
}

/** Adds one ASCII character. */
export function addCharacter(character: u32): void {
	if (length < SIZE) put(<u8>character);
}

/** Adds a number in decimal digits. */
export function addDecimal(value: u32): void {
	if (value >= 10) addDecimal(value / 10);
	addCharacter(ZERO + (value % 10));
}

/** Adds the lowest `digits` hexadecimal digits of a number, in lower case. */
export function addHex(value: u32, digits: u32): void {
	for (let left = digits; left > 0; left--) {
		const digit = (value >> ((left - 1) << 2)) & 15;
		addCharacter(digit < 10 ? ZERO + digit : 0x57 + digit);
	}
}

/** How many characters stand there. */
export function size(): u32 {
	return length;
}

/** Where they stand. */
export function address(): usize {
	return scratch;
}

function isHostCharacter(byte: u32): bool {
	if ((byte | 0x20) - 0x61 < 26) return true; // a-z
	return byte - 0x30 < 10 || byte == 0x2d || byte == 0x5f; // 0-9 - _
}

function putEscaped(byte: u32): void {
	put(BACKSLASH);
	put(<u8>(ZERO + byte / 100));
	put(<u8>(ZERO + ((byte / 10) % 10)));
	put(<u8>(ZERO + (byte % 10)));
}

function put(byte: u8): void {
	store<u8>(scratch + length, byte);
	length += 1;
}

/** Keeps the name; 0 where there was no room. */
export function keep(): usize {
	store<u64>(scratch + length, 0);
	return intern(scratch, length);
}
