// PostgreSQL, frontend/backend protocol 3.0 (its manual, chapter "Message Formats").
import { be32 } from '../memory/bytes';

const CODE: usize = 4;
const CANCEL: u32 = 80877102;
const TLS: u32 = 80877103;
const GSS: u32 = 80877104;
const VERSION_3: u32 = 0x30000;
const USER: u32 = 0x72657375; // "user"
const SHORT_LEN: u32 = 8;
const CANCEL_LEN: u32 = 16;

const AUTHENTICATION: u32 = 0x52; // 'R'
const PASSWORD: u32 = 0x70; // 'p'
const CLEAR_TEXT: u32 = 3;
const YES: u32 = 0x53; // 'S'

export function matches(at: usize, length: u32): bool {
	if (length < SHORT_LEN || be32(at) != length) return false;
	const code = be32(at + CODE);
	if (code == TLS || code == GSS) return length == SHORT_LEN;
	if (code == CANCEL) return length == CANCEL_LEN;
	return code == VERSION_3 && length > 13 && load<u32>(at + SHORT_LEN) == USER;
}

/** Of what matches. */
export function asksTls(at: usize): bool {
	return be32(at + CODE) == TLS;
}

/** One letter is the whole answer to that. */
export function grantsTls(at: usize, length: u32): bool {
	return length == 1 && load<u8>(at) == YES;
}

/** Does the server want the password as it is? */
export function asksPassword(at: usize, length: u32): bool {
	if (length < 9 || load<u8>(at) != AUTHENTICATION) return false;
	return be32(at + 1) == 8 && be32(at + 5) == CLEAR_TEXT;
}

export function isPassword(at: usize, length: u32): bool {
	return length > 5 && load<u8>(at) == PASSWORD;
}
