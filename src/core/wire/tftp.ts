// TFTP, RFC 1350 5: requests name a file and one of three modes. What follows goes by ports of its own.
import { be16 } from '../memory/bytes';
import * as text from './text';

const READ: u32 = 1;
const WRITE: u32 = 2;
const OCTET: u32 = 0x4554434f; // "OCTE"
const NETASCII: u32 = 0x4154454e; // "NETA"
const MAIL: u32 = 0x4c49414d; // "MAIL"

export function matches(at: usize, length: u32): bool {
	if (length < 9 || (be16(at) != READ && be16(at) != WRITE)) return false;
	const name = text.until(at + 2, length - 2, 0);
	if (name == 0 || !text.isPrintable(at + 2, name)) return false;
	const mode: u32 = name + 3;
	if (mode + 5 > length) return false;
	const word = text.word(at + mode);
	return word == OCTET || word == NETASCII || word == MAIL;
}
