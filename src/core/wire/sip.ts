// SIP, RFC 3261 7: a request line or a status line.
import { min } from '../memory/bytes';
import * as text from './text';

const VERSION = memory.data<u8>([0x53, 0x49, 0x50, 0x2f, 0x32, 0x2e, 0x30]); // "SIP/2.0"
const VERSION_SIZE: u32 = 7;
const SPACE: u32 = 0x20;
const LONGEST_METHOD: u32 = 12;

export function matches(at: usize, length: u32): bool {
	return isResponse(at, length) || isRequest(at, length);
}

function isResponse(at: usize, length: u32): bool {
	return text.startsWith(at, length, VERSION, VERSION_SIZE) && length > VERSION_SIZE;
}

/** The version stands at the end of the line. */
export function isRequest(at: usize, length: u32): bool {
	const method = text.until(at, min(length, LONGEST_METHOD + 1), SPACE);
	if (method < 3 || method > LONGEST_METHOD) return false;
	for (let i: u32 = 0; i < method; i++) {
		if (!text.isUpper(load<u8>(at + i))) return false;
	}
	const size = text.line(at, length);
	if (size < method + 1 + VERSION_SIZE) return false;
	return text.startsWith(at + size - VERSION_SIZE, VERSION_SIZE, VERSION, VERSION_SIZE);
}
