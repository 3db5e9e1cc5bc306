// Values inside records as zone files write them: RFC 1035 5.1, RFC 9460 2.1 and appendix A, RFC 5952.
import { be16 } from '../../memory/bytes';
import * as scratch from '../scratch';

const QUOTE: u32 = 0x22;
const COMMA: u32 = 0x2c;
const DOT: u32 = 0x2e;
const COLON: u32 = 0x3a;
const SEMICOLON: u32 = 0x3b;
const BACKSLASH: u32 = 0x5c;
const SPACE: u32 = 0x20;
const PLUS: u32 = 0x2b;
const SLASH: u32 = 0x2f;
const EQUALS: u32 = 0x3d;

/** A character string in quotes. */
export function quoted(at: usize, count: u32): void {
	scratch.addCharacter(QUOTE);
	for (let i: u32 = 0; i < count; i++) {
		const isQuote = load<u8>(at + i) == QUOTE;
		if (isQuote) scratch.addCharacter(BACKSLASH);
		if (isQuote) scratch.addCharacter(QUOTE);
		else scratch.addText(at + i, 1);
	}
	scratch.addCharacter(QUOTE);
}

/** A character string without quotes: what would end it is escaped. */
export function plain(at: usize, count: u32): void {
	for (let i: u32 = 0; i < count; i++) {
		if (endsString(load<u8>(at + i))) scratch.add(at + i, 1, false);
		else scratch.addText(at + i, 1);
	}
}

function endsString(byte: u32): bool {
	return byte == SPACE || byte == QUOTE || byte == SEMICOLON || byte == 0x28 || byte == 0x29;
}

/** One of a list of character strings, in which commas and backslashes are escaped once more. */
export function item(at: usize, count: u32): void {
	for (let i: u32 = 0; i < count; i++) {
		const byte = load<u8>(at + i);
		if (byte == COMMA || byte == BACKSLASH) escapedBackslash();
		plain(at + i, 1);
	}
}

function escapedBackslash(): void {
	scratch.addCharacter(BACKSLASH);
	scratch.addCharacter(BACKSLASH);
}

export function ipv4(at: usize): void {
	for (let i: u32 = 0; i < 4; i++) {
		if (i > 0) scratch.addCharacter(DOT);
		scratch.addDecimal(load<u8>(at + i));
	}
}

/** The first of the longest runs of zero groups becomes two colons. */
export function ipv6(at: usize): void {
	const run = longestRun(at);
	const from = run & 15;
	const to = run >> 4;
	for (let i: u32 = 0; i < 8; i++) {
		if (i >= from && i < to) {
			if (i == from) scratch.addCharacter(COLON);
			if (i == 7) scratch.addCharacter(COLON);
			continue;
		}
		if (i > 0) scratch.addCharacter(COLON);
		const group = be16(at + (i << 1));
		scratch.addHex(group, group > 0xfff ? 4 : group > 0xff ? 3 : group > 0xf ? 2 : 1);
	}
}

/** Its first group, and above four bits the group behind it; 8 and 0 where none is longer than one group. */
function longestRun(at: usize): u32 {
	let from: u32 = 8;
	let to: u32 = 0;
	let begin: u32 = 0;
	for (let i: u32 = 0; i < 8; i++) {
		if (be16(at + (i << 1)) != 0) begin = i + 1;
		else if (i > begin && (from == 8 || i + 1 - begin > to - from)) {
			from = begin;
			to = i + 1;
		}
	}
	return from | (to << 4);
}

/** RFC 4648 4, with padding. */
export function base64(at: usize, count: u32): void {
	for (let i: u32 = 0; i < count; i += 3) {
		const left = count - i;
		const second = left > 1 ? <u32>load<u8>(at + i, 1) : 0;
		const third = left > 2 ? <u32>load<u8>(at + i, 2) : 0;
		const bits = ((<u32>load<u8>(at + i)) << 16) | (second << 8) | third;
		scratch.addCharacter(digit(bits >> 18));
		scratch.addCharacter(digit((bits >> 12) & 63));
		scratch.addCharacter(left > 1 ? digit((bits >> 6) & 63) : EQUALS);
		scratch.addCharacter(left > 2 ? digit(bits & 63) : EQUALS);
	}
}

function digit(value: u32): u32 {
	if (value < 26) return 0x41 + value;
	if (value < 52) return 0x61 + value - 26;
	if (value < 62) return 0x30 + value - 52;
	return value == 62 ? PLUS : SLASH;
}
