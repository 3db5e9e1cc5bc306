// SOCKS: version 4 and 4a (OpenSSH's socks4.protocol), version 5 (RFC 1928), its passwords (RFC 1929).
import { be16 } from '../memory/bytes';
import * as text from './text';

const VERSION_4: u32 = 4;
const VERSION_5: u32 = 5;
const PASSWORD_VERSION: u32 = 1;
const BIND: u32 = 2;
const ASSOCIATE: u32 = 3;
const ADDRESS_V4: u32 = 1;
const ADDRESS_NAME: u32 = 3;
const ADDRESS_V6: u32 = 4;
const REQUEST_HEADER: u32 = 4;
const VERSION_4_HEADER: u32 = 8;
const GRANTED_4: u32 = 0x5a;

/** The host that was asked for by name, where the last request named one; its size is 0 where not. */
export let host: usize = 0;
export let hostSize: u32 = 0;

/** The methods that a client of version 5 offers; nothing else can be in its first segment. Gives its bytes. */
export function greeting(at: usize, length: u32): u32 {
	if (length < 3 || load<u8>(at) != VERSION_5) return 0;
	const methods = <u32>load<u8>(at + 1);
	if (methods == 0 || methods > 10 || length != 2 + methods) return 0;
	for (let i: u32 = 0; i < methods; i++) {
		if (load<u8>(at + 2 + i) > 9 && load<u8>(at + 2 + i) < 0x80) return 0;
	}
	return length;
}

/** The method that a server chose. */
export function isChoice(at: usize, length: u32): bool {
	return length >= 2 && load<u8>(at) == VERSION_5;
}

/** Whose length is that of a name and a password; gives its bytes, 0 for anything else. */
export function passwordLength(at: usize, length: u32): u32 {
	if (length < 5 || load<u8>(at) != PASSWORD_VERSION) return 0;
	const user = <u32>load<u8>(at + 1);
	if (user == 0 || user + 3 > length) return 0;
	const whole = user + 3 + load<u8>(at + 2 + user);
	return whole == length ? whole : 0;
}

/** A request of version 5, with the host it names. */
export function isRequest(at: usize, length: u32): bool {
	hostSize = 0;
	if (length < REQUEST_HEADER + 3 || load<u8>(at) != VERSION_5 || load<u8>(at + 2) != 0)
		return false;
	const command = <u32>load<u8>(at + 1);
	if (command == 0 || command > ASSOCIATE) return false;
	const kind = load<u8>(at + 3);
	if (kind == ADDRESS_V4) return length == REQUEST_HEADER + 6;
	if (kind == ADDRESS_V6) return length == REQUEST_HEADER + 18;
	const size = <u32>load<u8>(at + REQUEST_HEADER);
	if (kind != ADDRESS_NAME || length != REQUEST_HEADER + 3 + size) return false;
	host = at + REQUEST_HEADER + 1;
	hostSize = size;
	return true;
}

/** A reply of version 5 that says the connection stands. */
export function isSuccess(at: usize, length: u32): bool {
	return length >= REQUEST_HEADER && load<u8>(at) == VERSION_5 && load<u16>(at + 1) == 0;
}

/** A request of version 4 or 4a, with the host it names. */
export function isRequest4(at: usize, length: u32): bool {
	hostSize = 0;
	if (length <= VERSION_4_HEADER || load<u8>(at) != VERSION_4) return false;
	if (load<u8>(at + 1) == 0 || load<u8>(at + 1) > BIND || be16(at + 2) == 0) return false;
	const user = text.until(at + VERSION_4_HEADER, length - VERSION_4_HEADER, 0);
	if (!text.isPrintable(at + VERSION_4_HEADER, user)) return false;
	const behind = VERSION_4_HEADER + user + 1;
	if (behind > length) return false;
	// 0.0.0.x: the name stands behind the user.
	if ((load<u32>(at + 4) & 0xffffff) != 0) return behind == length && load<u8>(at + 4) != 0;
	return isNamed(at + behind, length - behind);
}

function isNamed(at: usize, length: u32): bool {
	host = at;
	hostSize = text.until(at, length, 0);
	if (hostSize < 2 || hostSize + 1 != length || !text.isPrintable(at, hostSize)) hostSize = 0;
	return hostSize != 0;
}

export function isReply4(at: usize, length: u32): bool {
	return length >= VERSION_4_HEADER && load<u8>(at) == 0 && load<u8>(at + 1) - GRANTED_4 <= 3;
}

export function isGranted4(at: usize): bool {
	return load<u8>(at + 1) == GRANTED_4;
}
