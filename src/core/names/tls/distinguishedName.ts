// Distinguished names of certificates, RFC 5280 4.1.2.4: sets of attributes, of which the common name, or else the
// organisation, tells who it is.
import * as der from '../../wire/der';
import * as scratch from '../scratch';

/** Attributes that are looked at. */
const MOST: u32 = 32;
/** 2.5.4.3 and 2.5.4.10, as content of an OBJECT IDENTIFIER. */
const ATTRIBUTE_SIZE: usize = 3;
const ATTRIBUTE: u32 = 0x0455;
const COMMON_NAME: u32 = 3;
const ORGANISATION: u32 = 10;

/** Where the value that was found stands, as bytes of the certificate. */
export let value: usize = 0;
export let valueLength: u32 = 0;
let valueTag: u32 = 0;

/** Writes the common name into `scratch`; false where there is none. */
export function readSubject(at: usize, end: usize): bool {
	return find(at, end, COMMON_NAME) && write();
}

/** Writes the common name, or where there is none the organisation. */
export function readIssuer(at: usize, end: usize): bool {
	return (find(at, end, COMMON_NAME) || find(at, end, ORGANISATION)) && write();
}

/** The last of several is the most specific. */
function find(at: usize, end: usize, wanted: u32): bool {
	valueLength = 0;
	for (let i: u32 = 0; i < MOST && der.readTag(at, end, der.SET); i++) {
		at = der.end;
		if (!der.readTag(der.content, der.end, der.SEQUENCE)) continue;
		take(der.content, der.end, wanted);
	}
	return valueLength > 0;
}

function take(at: usize, end: usize, wanted: u32): void {
	if (!der.readTag(at, end, der.OBJECT_IDENTIFIER)) return;
	if (der.end - der.content != ATTRIBUTE_SIZE || load<u16>(der.content) != ATTRIBUTE) return;
	if (load<u8>(der.content, 2) != wanted || !der.read(der.end, end)) return;
	value = der.content;
	valueLength = <u32>(der.end - der.content);
	valueTag = der.tag;
}

/** Strings of wider characters are written as far as they are ASCII, their other bytes escaped. */
function write(): bool {
	scratch.clear();
	const width: u32 = widthOf(valueTag);
	for (let i: u32 = 0; i < valueLength; i++) {
		const isFill = width > 1 && (i & (width - 1)) != width - 1 && load<u8>(value + i) == 0;
		if (!isFill) scratch.addText(value + i, 1);
	}
	return true;
}

/** Bytes of a character. */
function widthOf(tag: u32): u32 {
	if (tag == der.BMP_STRING) return 2;
	return tag == der.UNIVERSAL_STRING ? 4 : 1;
}
