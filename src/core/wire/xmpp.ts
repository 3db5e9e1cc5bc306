// XMPP, RFC 6120 4 to 6: a stream header, STARTTLS and SASL.
import { min } from '../memory/bytes';
import * as text from './text';

/** A stream header has at most so many bytes in front of what is looked for. */
export const LOOK: u32 = 1024;

const XML = memory.data<u8>([0x3c, 0x3f, 0x78, 0x6d, 0x6c]); // "<?xml"
const XML_SIZE: u32 = 5;
// "<stream:stream"
const STREAM = memory.data<u8>([
	0x3c, 0x73, 0x74, 0x72, 0x65, 0x61, 0x6d, 0x3a, 0x73, 0x74, 0x72, 0x65, 0x61, 0x6d,
]);
const STREAM_SIZE: u32 = 14;
const TO = memory.data<u8>([0x20, 0x74, 0x6f, 0x3d]); // " to="
const TO_SIZE: u32 = 4;
const STARTTLS = memory.data<u8>([0x3c, 0x73, 0x74, 0x61, 0x72, 0x74, 0x74, 0x6c, 0x73]); // "<starttls"
const STARTTLS_SIZE: u32 = 9;
const PROCEED = memory.data<u8>([0x3c, 0x70, 0x72, 0x6f, 0x63, 0x65, 0x65, 0x64]); // "<proceed"
const PROCEED_SIZE: u32 = 8;
const AUTH = memory.data<u8>([0x3c, 0x61, 0x75, 0x74, 0x68, 0x20]); // "<auth "
const AUTH_SIZE: u32 = 6;
const PLAIN = memory.data<u8>([0x70, 0x6c, 0x61, 0x69, 0x6e]); // "plain"
const PLAIN_SIZE: u32 = 5;

export function isXml(at: usize, length: u32): bool {
	return text.startsWith(at, length, XML, XML_SIZE);
}

export function isStream(at: usize, length: u32): bool {
	return load<u8>(at) == 0x3c && streamAt(at, length) != text.NOWHERE;
}

function streamAt(at: usize, length: u32): u32 {
	return text.find(at, min(length, LOOK), STREAM, STREAM_SIZE);
}

/** Where the value of the header's "to" begins, after `findHost` found one. */
export let host: usize = 0;
export let hostSize: u32 = 0;

export function findHost(at: usize, length: u32): bool {
	const from = streamAt(at, length);
	if (from == text.NOWHERE) return false;
	const header = text.until(at + from, length - from, 0x3e);
	const to = text.find(at + from, header, TO, TO_SIZE);
	if (to == text.NOWHERE || to + TO_SIZE >= header) return false;
	const quote = load<u8>(at + from + to + TO_SIZE);
	host = at + from + to + TO_SIZE + 1;
	const left = header - to - TO_SIZE - 1;
	hostSize = text.until(host, left, quote);
	return hostSize > 0 && hostSize < left && hostSize < 256;
}

export function asksTls(at: usize, length: u32): bool {
	return text.find(at, min(length, LOOK), STARTTLS, STARTTLS_SIZE) != text.NOWHERE;
}

export function grantsTls(at: usize, length: u32): bool {
	return text.startsWith(at, length, PROCEED, PROCEED_SIZE);
}

/** A password that is merely encoded (RFC 4616). */
export function hasPassword(at: usize, length: u32): bool {
	const from = text.find(at, min(length, LOOK), AUTH, AUTH_SIZE);
	if (from == text.NOWHERE) return false;
	const tag = text.until(at + from, length - from, 0x3e);
	return text.find(at + from, tag, PLAIN, PLAIN_SIZE) != text.NOWHERE;
}
