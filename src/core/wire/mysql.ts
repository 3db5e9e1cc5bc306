// MySQL, client/server protocol: a packet is three bytes of length, its number, and what it holds.
import * as text from './text';

const HEADER_LEN: u32 = 4;
const PROTOCOL_10: u32 = 10;
const LONGEST_VERSION: u32 = 64;
const CLIENT_SSL: u32 = 0x0800;
const SSL_REQUEST_LEN: u32 = 36;

function packetLength(at: usize): u32 {
	return (load<u32>(at) & 0xffffff) + HEADER_LEN;
}

/** What a server begins with: packet 0, the protocol, its version in digits and dots. */
export function isGreeting(at: usize, length: u32): bool {
	if (length < 30 || packetLength(at) != length) return false;
	if (load<u8>(at + 3) != 0 || load<u8>(at + HEADER_LEN) != PROTOCOL_10) return false;
	const version = text.until(at + 5, length - 5, 0);
	if (version < 3 || version > LONGEST_VERSION || !text.isPrintable(at + 5, version)) return false;
	return text.isDigit(load<u8>(at + 5));
}

/** A login that stops behind its flags: TLS follows. */
export function asksTls(at: usize, length: u32): bool {
	if (length < SSL_REQUEST_LEN || packetLength(at) != SSL_REQUEST_LEN) return false;
	return load<u8>(at + 3) == 1 && (load<u16>(at + HEADER_LEN) & CLIENT_SSL) != 0;
}
