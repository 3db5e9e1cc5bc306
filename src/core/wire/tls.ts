// TLS records and the ClientHello, RFC 8446 5.1 and 4.1.2; the same shape since TLS 1.0.
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be16, be24 } from '../memory/bytes';

const CONTENT_HANDSHAKE: u32 = 22;
const CLIENT_HELLO: u32 = 1;
const VERSION_MAJOR: usize = 1;
const RECORD_LENGTH: usize = 3;
const MAX_RECORD: u32 = 16384 + 256;
export const RECORD_HEADER: u32 = 5;
export const HANDSHAKE_HEADER: u32 = 4;

/** Version and random number, in front of the fields of variable length. */
const HELLO_FIXED: u32 = 34;
export const EXTENSION_SERVER_NAME: u32 = 0;

/** Does a handshake record begin here? Truncated: it may, but its header is cut. */
export function checkRecord(at: usize, length: u32): i32 {
	if (length > 0 && load<u8>(at) != CONTENT_HANDSHAKE) return STOP_MALFORMED;
	if (length < RECORD_HEADER) return STOP_TRUNCATED;
	if (load<u8>(at + VERSION_MAJOR) != 3) return STOP_MALFORMED;
	const size = recordLength(at);
	return size == 0 || size > MAX_RECORD ? STOP_MALFORMED : STOP_NONE;
}

export function recordLength(at: usize): u32 {
	return be16(at + RECORD_LENGTH);
}

/** Does a ClientHello begin here, behind the record header? */
export function checkHello(at: usize, length: u32): i32 {
	if (length < HANDSHAKE_HEADER) return STOP_TRUNCATED;
	return load<u8>(at) == CLIENT_HELLO ? STOP_NONE : STOP_MALFORMED;
}

/** Of the message behind its own header. */
export function helloLength(at: usize): u32 {
	return be24(at + 1);
}

/** Offset of the extensions in a ClientHello whose body has `length` bytes; 0 where it has none or they are cut. */
export function extensions(body: usize, length: u32): u32 {
	let offset = HELLO_FIXED;
	if (offset + 1 > length) return 0;
	offset += 1 + load<u8>(body + offset); // session id
	if (offset + 2 > length) return 0;
	offset += 2 + be16(body + offset); // cipher suites
	if (offset + 1 > length) return 0;
	offset += 1 + load<u8>(body + offset); // compression methods
	return offset + 2 > length ? 0 : offset + 2;
}
