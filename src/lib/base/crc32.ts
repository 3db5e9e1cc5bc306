// CRC-32 as zip and gzip use it: APPNOTE.TXT 4.4.7, RFC 1952 section 8. Reflected polynomial 0xEDB88320.
// Four bytes at a time ("slicing", Kounavis and Berry 2005), since a capture of gigabytes goes through here.

/** Four tables of 256: what a byte does to the sum when 0, 1, 2 or 3 more bytes follow it. */
const TABLES = new Int32Array(4 * 256);
const SECOND = 256;
const THIRD = 512;
const FOURTH = 768;

const entry = (at: number): number => TABLES[at] ?? 0;

for (let byte = 0; byte < 256; byte++) {
	let value = byte;
	for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xed_b8_83_20 : value >>> 1;
	TABLES[byte] = value;
}
for (let at = SECOND; at < TABLES.length; at++) {
	const before = entry(at - 256);
	TABLES[at] = (before >>> 8) ^ entry(before & 0xff);
}

/** The checksum of `bytes`; for a text that comes in pieces, of everything before (`sofar`) and these. */
export function crc32(bytes: Uint8Array, sofar = 0): number {
	const byte = (at: number): number => bytes[at] ?? 0;
	let sum = ~sofar;
	let at = 0;
	for (; at + 4 <= bytes.length; at += 4) {
		sum ^= byte(at) | (byte(at + 1) << 8) | (byte(at + 2) << 16) | (byte(at + 3) << 24);
		sum =
			entry(FOURTH + (sum & 0xff)) ^
			entry(THIRD + ((sum >>> 8) & 0xff)) ^
			entry(SECOND + ((sum >>> 16) & 0xff)) ^
			entry(sum >>> 24);
	}
	for (; at < bytes.length; at++) sum = entry((sum ^ byte(at)) & 0xff) ^ (sum >>> 8);
	return ~sum >>> 0;
}
