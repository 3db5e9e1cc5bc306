// RTSP, RFC 2326 6 and 7, RFC 7826: its version ends a request line and begins a status line.
import { min } from '../memory/bytes';
import * as text from './text';

const VERSION = memory.data<u8>([0x52, 0x54, 0x53, 0x50, 0x2f]); // "RTSP/"
const VERSION_SIZE: u32 = 5;
/** With the digits and the dot. */
const FULL_SIZE: u32 = 8;
// "\nauthorization: basic "
const BASIC = memory.data<u8>([
	0x0a, 0x61, 0x75, 0x74, 0x68, 0x6f, 0x72, 0x69, 0x7a, 0x61, 0x74, 0x69, 0x6f, 0x6e, 0x3a, 0x20,
	0x62, 0x61, 0x73, 0x69, 0x63, 0x20,
]);
const BASIC_SIZE: u32 = 22;
const LOOK: u32 = 2048;

export function matches(at: usize, length: u32): bool {
	return text.startsWith(at, length, VERSION, VERSION_SIZE) || isRequest(at, length);
}

export function isRequest(at: usize, length: u32): bool {
	if (!text.isUpper(load<u8>(at))) return false;
	const size = text.line(at, length);
	if (size < FULL_SIZE) return false;
	return text.startsWith(at + size - FULL_SIZE, FULL_SIZE, VERSION, VERSION_SIZE);
}

/** A name and password that are merely encoded (RFC 7617). */
export function hasPassword(at: usize, length: u32): bool {
	return text.find(at, min(length, LOOK), BASIC, BASIC_SIZE) != text.NOWHERE;
}
