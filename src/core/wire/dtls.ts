// DTLS records and the fragments of handshake messages, RFC 6347 4.1 and 4.2.2; RFC 9147 keeps both for what is in clear.
// `check` first: once it has said STOP_NONE, no accessor of the record's header reads past `length` bytes.
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be16, be24 } from '../memory/bytes';

const VERSION: usize = 1;
const EPOCH: usize = 3;
const LENGTH: usize = 11;
export const RECORD_HEADER: u32 = 13;
/** What encryption may add is 2048 bytes (RFC 6347 4.1). */
const MAX_RECORD: u32 = 16384 + 2048;

const FIRST_TYPE: u32 = 20;
const HANDSHAKE: u32 = 22;
/** Heartbeat, RFC 6520. */
const LAST_TYPE: u32 = 24;

const DTLS_1_0: u32 = 0xfeff;
/** That of 1.3 too, as far as it is in clear. */
const DTLS_1_2: u32 = 0xfefd;
/** OpenSSL before 0.9.8f, and Cisco AnyConnect to this day. */
const DTLS_BAD: u32 = 0x0100;

/** What is encrypted has a header of its own in DTLS 1.3 (RFC 9147 4): its first bits. */
const UNIFIED: u32 = 1;

const MESSAGE_LENGTH: usize = 1;
const SEQUENCE: usize = 4;
const FRAGMENT_OFFSET: usize = 6;
const FRAGMENT_LENGTH: usize = 9;
export const MESSAGE_HEADER: u32 = 12;

export const CLIENT_HELLO: u32 = 1;
export const SERVER_HELLO: u32 = 2;
export const CERTIFICATE: u32 = 11;

/** Does a record begin here? Truncated: its header is cut. What it holds may be. */
export function check(at: usize, length: u32): i32 {
	if (length < RECORD_HEADER) return STOP_TRUNCATED;
	const type = <u32>load<u8>(at);
	const version = be16(at + VERSION);
	if (type < FIRST_TYPE || type > LAST_TYPE) return STOP_MALFORMED;
	if (version != DTLS_1_0 && version != DTLS_1_2 && version != DTLS_BAD) return STOP_MALFORMED;
	return recordLength(at) == 0 || recordLength(at) > MAX_RECORD ? STOP_MALFORMED : STOP_NONE;
}

/** Of what follows the record's header. */
export function recordLength(at: usize): u32 {
	return be16(at + LENGTH);
}

/** A record of the handshake that is not encrypted. */
export function isClearHandshake(at: usize): bool {
	return load<u8>(at) == HANDSHAKE && be16(at + EPOCH) == 0;
}

/** Does an encrypted record of DTLS 1.3 begin with this byte? */
export function isUnified(first: u32): bool {
	return first >> 5 == UNIFIED;
}

/** Of a fragment of a handshake message: is its header there, and does it lie inside of its message? */
export function checkMessage(at: usize, length: u32): i32 {
	if (length < MESSAGE_HEADER) return STOP_TRUNCATED;
	const total = messageLength(at);
	const outside = fragmentOffset(at) > total || fragmentLength(at) > total - fragmentOffset(at);
	return outside ? STOP_MALFORMED : STOP_NONE;
}

export function messageType(at: usize): u32 {
	return load<u8>(at);
}

/** Of the whole message, without any header. */
export function messageLength(at: usize): u32 {
	return be24(at + MESSAGE_LENGTH);
}

/** Number of the message in its handshake. */
export function messageSequence(at: usize): u32 {
	return be16(at + SEQUENCE);
}

export function fragmentOffset(at: usize): u32 {
	return be24(at + FRAGMENT_OFFSET);
}

export function fragmentLength(at: usize): u32 {
	return be24(at + FRAGMENT_LENGTH);
}
