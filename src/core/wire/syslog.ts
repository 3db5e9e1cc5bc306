// Syslog: RFC 5424 6, RFC 3164 4.1. A priority in angle brackets, then a version or a date.
import { min } from '../memory/bytes';
import * as text from './text';

export const PORT: u32 = 514;
const OPEN: u32 = 0x3c;
const CLOSE: u32 = 0x3e;
const LAST_PRIORITY: u32 = 191;
const LOOK: u32 = 64;
const LONGEST_COUNT: u32 = 6;

export function matches(at: usize, length: u32, isItsPort: bool): bool {
	const behind = priorityEnd(at, length);
	if (behind == 0 || behind + 4 > length) return false;
	if (
		!text.isPrintable(at + behind, text.line(at + behind, min(length - behind, LOOK))) &&
		!isItsPort
	)
		return false;
	return isItsPort || isVersion(at + behind) || isMonth(text.word(at + behind));
}

/** In a stream a message may stand behind its length in digits and a space (RFC 6587 3.4.1). */
export function matchesStream(at: usize, length: u32, isItsPort: bool): bool {
	let offset: u32 = 0;
	while (offset < length && offset < LONGEST_COUNT && text.isDigit(load<u8>(at + offset))) offset++;
	if (offset > 0 && offset < length) offset++;
	return matches(at + offset, length - offset, isItsPort);
}

/** Behind "<0>" to "<191>"; 0 for anything else. */
function priorityEnd(at: usize, length: u32): u32 {
	if (length < 4 || load<u8>(at) != OPEN) return 0;
	let priority: u32 = 0;
	let offset: u32 = 1;
	while (offset < 4 && offset < length && text.isDigit(load<u8>(at + offset))) {
		priority = priority * 10 + load<u8>(at + offset) - 0x30;
		offset++;
	}
	if (offset == 1 || offset >= length || load<u8>(at + offset) != CLOSE) return 0;
	return priority <= LAST_PRIORITY ? offset + 1 : 0;
}

/** "1 ", the only version there is. */
function isVersion(at: usize): bool {
	return load<u16>(at) == 0x2031;
}

/** Three letters of a month and the space behind them, which `word` turns into a zero. */
function isMonth(word: u32): bool {
	switch (word) {
		case 0x004e414a: // Jan
		case 0x00424546:
		case 0x0052414d:
		case 0x00525041:
		case 0x0059414d:
		case 0x004e554a:
		case 0x004c554a:
		case 0x00475541:
		case 0x00504553:
		case 0x0054434f:
		case 0x00564f4e:
		case 0x00434544: // Dec
			return true;
		default:
			return false;
	}
}
