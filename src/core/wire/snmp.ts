// SNMP, RFC 3417 and RFC 3412 6: a BER sequence of a version, and then a community or the header of version 3.
import { fills } from './claimed';

const SEQUENCE: u32 = 0x30;
const OCTET_STRING: u32 = 0x04;
const VERSION_1: u32 = 0x000102; // INTEGER, one byte, 0: as a little-endian number
const FIRST_PDU: u32 = 0xa0;
const LAST_PDU: u32 = 0xa8;

/** Bytes of the length that was read last. */
let size: u32 = 0;

export function matches(at: usize, length: u32): bool {
	if (length < 12 || load<u8>(at) != SEQUENCE) return false;
	const whole = berLength(at + 1, length - 1);
	let offset: u32 = 1 + size;
	if (size == 0 || !fills(whole + offset, length) || offset + 5 > length) return false;
	if ((load<u32>(at + offset) & 0xffff) != (VERSION_1 & 0xffff)) return false;
	const version = load<u8>(at + offset + 2);
	offset += 3;
	if (version == 3) return load<u8>(at + offset) == SEQUENCE;
	if (version > 1 || load<u8>(at + offset) != OCTET_STRING) return false;
	const community = berLength(at + offset + 1, length - offset - 1);
	offset += 1 + size + community;
	if (size == 0 || offset >= length) return false;
	return load<u8>(at + offset) >= FIRST_PDU && load<u8>(at + offset) <= LAST_PDU;
}

/** A definite length of up to two bytes, X.690 8.1.3; leaves 0 in `size` for any other. */
function berLength(at: usize, length: u32): u32 {
	const first = <u32>load<u8>(at);
	size = first < 0x80 ? 1 : first - 0x7f;
	if (size > 3 || size > length || first == 0x80) size = 0;
	if (size == 2) return load<u8>(at + 1);
	if (size == 3) return ((<u32>load<u8>(at + 1)) << 8) | load<u8>(at + 2);
	return size == 0 ? 0 : first;
}
