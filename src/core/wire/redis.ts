// Redis, https://redis.io/docs/reference/protocol-spec: a command is an array of strings, "*2\r\n$4\r\nAUTH\r\n...".
import { min } from '../memory/bytes';
import * as text from './text';

const ARRAY: u32 = 0x2a;
const STRING: u32 = 0x24;
const LINE_END: u32 = 0x0a0d;
const LOOK: u32 = 128;
// "$4\r\nauth\r"
const AUTH = memory.data<u8>([0x24, 0x34, 0x0d, 0x0a, 0x61, 0x75, 0x74, 0x68, 0x0d]);
const AUTH_SIZE: u32 = 9;

export function matches(at: usize, length: u32): bool {
	const count = number(at, length, ARRAY);
	return count != 0 && number(at + count, length - count, STRING) != 0;
}

/** Bytes of a number with its sign in front and its line's end behind it; 0 for anything else. */
function number(at: usize, length: u32, sign: u32): u32 {
	if (length < 4 || load<u8>(at) != sign) return 0;
	let offset: u32 = 1;
	while (offset < length && offset < 8 && text.isDigit(load<u8>(at + offset))) offset++;
	if (offset == 1 || offset + 2 > length || load<u16>(at + offset) != LINE_END) return 0;
	return offset + 2;
}

export function hasPassword(at: usize, length: u32): bool {
	return text.find(at, min(length, LOOK), AUTH, AUTH_SIZE) != text.NOWHERE;
}
