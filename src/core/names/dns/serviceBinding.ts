// Parameters of service bindings (SVCB, HTTPS), RFC 9460 7 and 14.3.2, as `key=value` behind spaces.
import { be16 } from '../../memory/bytes';
import * as scratch from '../scratch';
import * as presentation from './presentation';

const MANDATORY: u32 = 0;
const ALPN: u32 = 1;
const PORT: u32 = 3;
const IPV4_HINT: u32 = 4;
const ECH: u32 = 5;
const IPV6_HINT: u32 = 6;
const KNOWN: u32 = 9;

/** The keys by number, sixteen bytes each: length, name. */
const NAME_ROOM: u32 = 16;
// prettier-ignore
const names = memory.data<u8>([
	9, 0x6d, 0x61, 0x6e, 0x64, 0x61, 0x74, 0x6f, 0x72, 0x79, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // mandatory
	4, 0x61, 0x6c, 0x70, 0x6e, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // alpn
	15, 0x6e, 0x6f, 0x2d, 0x64, 0x65, 0x66, 0x61, 0x75, 0x6c, 0x74, 0x2d, 0x61, 0x6c, 0x70, 0x6e, // no-default-alpn
	4, 0x70, 0x6f, 0x72, 0x74, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // port
	8, 0x69, 0x70, 0x76, 0x34, 0x68, 0x69, 0x6e, 0x74, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // ipv4hint
	3, 0x65, 0x63, 0x68, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // ech
	8, 0x69, 0x70, 0x76, 0x36, 0x68, 0x69, 0x6e, 0x74, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // ipv6hint
	7, 0x64, 0x6f, 0x68, 0x70, 0x61, 0x74, 0x68, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // dohpath
	5, 0x6f, 0x68, 0x74, 0x74, 0x70, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // ohttp
]);

/** "key", in front of the number of any other. */
const unknown = memory.data<u8>([0x6b, 0x65, 0x79]);

const KEY_HEADER: u32 = 4;

const SPACE: u32 = 0x20;
const COMMA: u32 = 0x2c;
const EQUALS: u32 = 0x3d;

/** Adds the parameters in `length` bytes at `at` to what stands in `scratch`, up to the first damaged one. */
export function append(at: usize, length: u32): void {
	let offset: u32 = 0;
	while (offset + KEY_HEADER <= length) {
		const key = be16(at + offset);
		const size = be16(at + offset + 2);
		offset += KEY_HEADER;
		if (size > length - offset || !isWhole(key, size)) return;
		scratch.addCharacter(SPACE);
		addKey(key);
		if (size > 0) addValue(key, at + offset, size);
		offset += size;
	}
}

/** Is `size` what a value of this key may have? */
function isWhole(key: u32, size: u32): bool {
	if (key == MANDATORY) return size > 0 && (size & 1) == 0;
	if (key == PORT) return size == 2;
	if (key == IPV4_HINT) return size > 0 && (size & 3) == 0;
	if (key == IPV6_HINT) return size > 0 && (size & 15) == 0;
	return true;
}

function addKey(key: u32): void {
	if (key < KNOWN) {
		const name = names + key * NAME_ROOM;
		return scratch.addText(name + 1, load<u8>(name));
	}
	scratch.addText(unknown, 3);
	scratch.addDecimal(key);
}

function addValue(key: u32, at: usize, size: u32): void {
	scratch.addCharacter(EQUALS);
	if (key == ALPN) addProtocols(at, size);
	else if (key == PORT) scratch.addDecimal(be16(at));
	else if (key == ECH) presentation.base64(at, size);
	else if (key == MANDATORY || key == IPV4_HINT || key == IPV6_HINT) addList(key, at, size);
	else presentation.plain(at, size);
}

/** Values of one size, joined by commas. */
function addList(key: u32, at: usize, size: u32): void {
	const step: u32 = key == MANDATORY ? 2 : key == IPV4_HINT ? 4 : 16;
	for (let offset: u32 = 0; offset < size; offset += step) {
		if (offset > 0) scratch.addCharacter(COMMA);
		if (key == MANDATORY) addKey(be16(at + offset));
		else if (key == IPV4_HINT) presentation.ipv4(at + offset);
		else presentation.ipv6(at + offset);
	}
}

/** Protocol names behind a byte of length (RFC 9460 7.1), up to one that does not end. */
function addProtocols(at: usize, size: u32): void {
	for (let offset: u32 = 0; offset < size;) {
		const length = <u32>load<u8>(at + offset);
		if (length > size - offset - 1) return;
		if (offset > 0) scratch.addCharacter(COMMA);
		presentation.item(at + offset + 1, length);
		offset += 1 + length;
	}
}
