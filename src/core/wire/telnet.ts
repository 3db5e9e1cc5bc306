// Telnet, RFC 854 and 855: negotiations of options among the text; a prompt for a password.
import * as text from './text';

const INTERPRET: u32 = 0xff;
const FIRST_VERB: u32 = 0xfb; // WILL, WON'T, DO, DON'T
const LAST_OPTION: u32 = 49;
const NEGOTIATION: u32 = 3;
const LOOK: u32 = 64;
const PASSWORD = memory.data<u8>([0x73, 0x73, 0x77, 0x6f, 0x72, 0x64]); // "ssword"
const PASSWORD_SIZE: u32 = 6;

/** Two negotiations in a row, or on its port one alone, are how a session begins. */
export function matches(at: usize, length: u32, isItsPort: bool): bool {
	if (!isNegotiation(at, length)) return false;
	if (isNegotiation(at + NEGOTIATION, length - NEGOTIATION)) return true;
	return isItsPort;
}

function isNegotiation(at: usize, length: u32): bool {
	if (length < NEGOTIATION || load<u8>(at) != INTERPRET) return false;
	const option = <u32>load<u8>(at + 2);
	return load<u8>(at + 1) - FIRST_VERB <= 3 && (option <= LAST_OPTION || option == INTERPRET);
}

/** Is a password asked for, at the end of what was said? */
export function asksPassword(at: usize, length: u32): bool {
	const size = length < LOOK ? length : LOOK;
	return text.find(at + length - size, size, PASSWORD, PASSWORD_SIZE) != text.NOWHERE;
}

/** Something typed, not a negotiation. */
export function isTyped(at: usize): bool {
	return load<u8>(at) >= 0x20 && load<u8>(at) < 0x7f;
}
