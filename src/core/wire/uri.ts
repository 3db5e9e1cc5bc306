// The host in the URI of a request line, RFC 3986 3.2: "INVITE sip:user@host:port SIP/2.0", "PLAY rtsp://host/ ...".
import * as text from './text';

const SPACE: u32 = 0x20;
const COLON: u32 = 0x3a;
const SLASH: u32 = 0x2f;
const AT: u32 = 0x40;
const SEMICOLON: u32 = 0x3b;

/** Where it stands, after `findHost` found one. */
export let host: usize = 0;
export let size: u32 = 0;

/** Says whether the first line names a host that is no address. */
export function findHost(at: usize, length: u32): bool {
	const end = at + text.line(at, length);
	let from = behind(at, end, SPACE);
	from = behind(from, end, COLON);
	while (from < end && load<u8>(from) == SLASH) from++;
	const authority = authorityEnd(from, end);
	const user = behind(from, authority, AT);
	host = user < authority ? user : from;
	size = text.until(host, <u32>(authority - host), COLON);
	return isName();
}

/** Behind the first such byte; `end` where there is none. */
function behind(from: usize, end: usize, byte: u32): usize {
	const at = from + text.until(from, <u32>(end - from), byte);
	return at < end ? at + 1 : end;
}

function authorityEnd(from: usize, end: usize): usize {
	let at = from;
	while (at < end) {
		const byte = <u32>load<u8>(at);
		if (byte == SPACE || byte == SLASH || byte == SEMICOLON) break;
		at++;
	}
	return at;
}

/** The last label of an IPv4 address is a number; an IPv6 address begins with a bracket. */
function isName(): bool {
	return size > 1 && size < 256 && text.isLetter(load<u8>(host + size - 1));
}
