// What FTP, SMTP, POP3 and IMAP say first. RFC 959, RFC 5321, RFC 1939, RFC 3501.
import { be24, min } from '../memory/bytes';
import * as text from './text';

const LOOK: u32 = 512;
const READY: u32 = 0x323230; // "220"
const OK: u32 = 0x2b4f4b; // "+OK"
const SPACE: u32 = 0x20;
const DASH: u32 = 0x2d;

const FTP = memory.data<u8>([0x66, 0x74, 0x70]);
const SMTP = memory.data<u8>([0x73, 0x6d, 0x74, 0x70]);
const MAIL = memory.data<u8>([0x6d, 0x61, 0x69, 0x6c]);

/** A reply of FTP or SMTP that says the server is ready. */
export function isReady(at: usize, length: u32): bool {
	if (length < 4 || be24(at) != READY) return false;
	return load<u8>(at + 3) == SPACE || load<u8>(at + 3) == DASH;
}

export function saysFtp(at: usize, length: u32): bool {
	return text.find(at, min(length, LOOK), FTP, 3) != text.NOWHERE;
}

export function saysMail(at: usize, length: u32): bool {
	const looked = min(length, LOOK);
	if (text.find(at, looked, SMTP, 4) != text.NOWHERE) return true;
	return text.find(at, looked, MAIL, 4) != text.NOWHERE;
}

export function isPopGreeting(at: usize, length: u32): bool {
	return length > 4 && be24(at) == OK && load<u8>(at + 3) == SPACE;
}

/** "* OK ", "* PREAUTH ", "* BYE " */
export function isImapGreeting(at: usize, length: u32): bool {
	if (length < 7 || load<u16>(at) != 0x202a) return false;
	const word = text.word(at + 2);
	return (word & 0xffffff) == 0x4b4f || word == 0x41455250 || word == 0x00455942;
}
