// RTSP, RFC 2326 6 and 7, RFC 7826: its version ends a request line and begins a status line.
import * as text from './text';

const VERSION = memory.data<u8>([0x52, 0x54, 0x53, 0x50, 0x2f]); // "RTSP/"
const VERSION_SIZE: u32 = 5;
/** With the digits and the dot. */
const FULL_SIZE: u32 = 8;

export function matches(at: usize, length: u32): bool {
	return text.startsWith(at, length, VERSION, VERSION_SIZE) || isRequest(at, length);
}

export function isRequest(at: usize, length: u32): bool {
	if (!text.isUpper(load<u8>(at))) return false;
	const size = text.line(at, length);
	if (size < FULL_SIZE) return false;
	return text.startsWith(at + size - FULL_SIZE, FULL_SIZE, VERSION, VERSION_SIZE);
}
