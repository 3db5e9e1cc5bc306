import { ok, type Result } from '../base/result.ts';
import type { EpochMs } from '../base/units.ts';
import { absent, linesOf, type Unreadable } from './text.ts';

/**
 * Seconds since 1970 and a fraction. An old `date` (toolbox, the first toybox) hands `%N` to bionic's strftime,
 * which knows no such conversion and prints its letter. Twelve digits stay within what a `Date` can show.
 */
const TIME = /^(\d{1,12})(?:\.(?:(\d{3})\d*|%?N)?)?$/;

/** Reads `date +%s.%N`, to the millisecond: `1700000000.123456789`; `1700000000.N` to the second. */
export function parseDate(text: string): Result<EpochMs, Unreadable> {
	for (const line of linesOf(text)) {
		const [, seconds, milliseconds = '000'] = TIME.exec(line) ?? [];
		if (seconds !== undefined) return ok(Number(seconds + milliseconds));
	}
	return absent('a time');
}
