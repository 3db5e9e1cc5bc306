// TLS records and the messages of the handshake, RFC 8446 4 and 5.1; the same shape since TLS 1.0.
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be16, be24 } from '../memory/bytes';

const CONTENT_TYPE: usize = 0;
const VERSION_MAJOR: usize = 1;
const VERSION_MINOR: usize = 2;
const RECORD_LENGTH: usize = 3;
export const RECORD_HEADER: u32 = 5;
/** What encryption may add is 2048 bytes in TLS 1.2 (RFC 5246 6.2.3). */
const MAX_RECORD: u32 = 16384 + 2048;

export const CONTENT_CHANGE_CIPHER: u32 = 20;
export const CONTENT_HANDSHAKE: u32 = 22;
export const CONTENT_APPLICATION: u32 = 23;

export const HANDSHAKE_HEADER: u32 = 4;
export const HELLO_REQUEST: u32 = 0;
export const CLIENT_HELLO: u32 = 1;
export const SERVER_HELLO: u32 = 2;
export const CERTIFICATE: u32 = 11;

/** Versions as on the wire. Those of DTLS count down. */
export const TLS_1_3: u32 = 0x0304;
export const DTLS_1_2: u32 = 0xfefd;
const DTLS_MAJOR: u32 = 0xfe;
/** Drafts of TLS 1.3 had versions of their own. */
export const DRAFT_MAJOR: u32 = 0x7f;

/** Does a record begin here? Truncated: it may, but its header is cut. */
export function checkRecord(at: usize, length: u32): i32 {
	if (length > 0 && !isContentType(at)) return STOP_MALFORMED;
	if (length > 1 && load<u8>(at + VERSION_MAJOR) != 3) return STOP_MALFORMED;
	if (length > 2 && load<u8>(at + VERSION_MINOR) > 4) return STOP_MALFORMED;
	if (length < RECORD_HEADER) return STOP_TRUNCATED;
	const size = recordLength(at);
	return size == 0 || size > MAX_RECORD ? STOP_MALFORMED : STOP_NONE;
}

function isContentType(at: usize): bool {
	return contentType(at) >= CONTENT_CHANGE_CIPHER && contentType(at) <= CONTENT_APPLICATION;
}

export function contentType(at: usize): u32 {
	return load<u8>(at + CONTENT_TYPE);
}

/** Of what follows the record's header. */
export function recordLength(at: usize): u32 {
	return be16(at + RECORD_LENGTH);
}

/** Of a handshake message with a whole header. */
export function messageType(at: usize): u32 {
	return load<u8>(at);
}

/** Of the message behind its own header. */
export function messageLength(at: usize): u32 {
	return be24(at + 1);
}

/** May the two bytes at `at` be the version of a hello? Only the first is looked at. */
export function isVersion(at: usize): bool {
	const major = <u32>load<u8>(at);
	return major == 3 || major == DRAFT_MAJOR;
}

/** Values that nobody means, sent so that peers get used to unknown ones (RFC 8701 2). */
export function isGrease(value: u32): bool {
	return (value & 0x0f0f) == 0x0a0a && value >> 8 == (value & 0xff);
}

/** Does a session of this version resume by what TLS 1.2 knows: a session number in the hello? */
export function isBefore13(version: u32): bool {
	return version >> 8 == DTLS_MAJOR ? version >= DTLS_1_2 : version < TLS_1_3;
}

/** Is `version` a higher one than `other`? 0 is lower than any. */
export function isHigher(version: u32, other: u32): bool {
	if (other == 0 || version >> 8 != DTLS_MAJOR || other >> 8 != DTLS_MAJOR) return version > other;
	return version < other;
}
