// Where a name is put together before it is kept. Names come from the wire: only what a host name may hold is
// taken as it is, every other byte is written \ddd (RFC 4343 2.1), so a kept name is printable ASCII.
import { intern } from '../memory/text';

/** A wire name has at most 255 bytes, and each may become four. */
const SIZE: u32 = 1024;

const scratch = memory.data(1024, 8);
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
	for (let i: u32 = 0; i < count && length + 4 <= SIZE; i++) {
		const byte = load<u8>(at + i);
		if (isHostCharacter(byte) || (dots && byte == DOT)) put(byte);
		else putEscaped(byte);
	}
}

function isHostCharacter(byte: u32): bool {
	const lower = byte | 0x20;
	if (lower >= 0x61 && lower <= 0x7a) return true; // a-z
	return (byte >= 0x30 && byte <= 0x39) || byte == 0x2d || byte == 0x5f; // 0-9 - _
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
	return intern(scratch, length);
}
