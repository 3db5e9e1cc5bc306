// Numbers and times as the pages write them: tabular, one precision down a column, units by their right names.
import type { Bytes, EpochMs, Milliseconds } from '#lib/base/units.ts';

/** Narrow no-break space: groups digits, and holds a number and its unit on one line. */
export const THIN = '\u202f';
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
/** What stands where there is nothing to say. */
export const NONE = '–';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A whole number with its digits in groups of three: `31 207`. */
export function count(n: number): string {
	const digits = Math.abs(Math.round(n)).toString();
	const grouped = digits.replace(/\B(?=(\d{3})+$)/g, THIN);
	return n < 0 && digits !== '0' ? `−${grouped}` : grouped;
}

/** A count with its noun, in the right number: `1 packet`, `31 207 packets`. */
export function counted(n: number, one: string, many = `${one}s`): string {
	return `${count(n)} ${n === 1 ? one : many}`;
}

/** An amount in the unit that suits it, kB = 1000 B, always one decimal from kB up: `13.6 MB`, `480 B`. */
export function bytes(n: Bytes): string {
	const size = Math.abs(n);
	let unit = 0;
	// 999 950 B would be written 1000.0 kB: what rounds up to the next unit belongs to it.
	while (unit < UNITS.length - 1 && roundedTo(size / 1000 ** unit, unit) >= 1000) unit++;
	const sign = n < 0 ? '−' : '';
	const scaled = size / 1000 ** unit;
	return `${sign}${scaled.toFixed(unit === 0 ? 0 : 1)}${THIN}${UNITS[unit] ?? ''}`;
}

function roundedTo(value: number, unit: number): number {
	return Number(value.toFixed(unit === 0 ? 0 : 1));
}

/** An amount to the last byte: `13 600 123 B`. */
export function exactBytes(n: Bytes): string {
	return `${count(n)}${THIN}B`;
}

/** A speed, from bytes per second: `1.2 MB/s`. */
export function rate(bytesPerSecond: number): string {
	return `${bytes(bytesPerSecond)}/s`;
}

/** A share of one, with one decimal; what is there but too small to show says so: `<0.1 %`. */
export function percent(share: number): string {
	const shown = share * 100;
	if (shown > 0 && shown < 0.05) return `<0.1${THIN}%`;
	return `${shown.toFixed(1)}${THIN}%`;
}

/** A length of time in its two largest units: `812 ms`, `3 min 9 s`, `2 d 4 h`. */
export function duration(ms: Milliseconds): string {
	if (ms < 0) return `−${duration(-ms)}`;
	if (ms < SECOND) return `${Math.round(ms)}${THIN}ms`;
	if (ms < 10 * SECOND) return `${(Math.floor(ms / 100) / 10).toFixed(1)}${THIN}s`;
	if (ms < MINUTE) return part(ms, SECOND, 's');
	if (ms < HOUR) return twoParts(ms, [MINUTE, 'min'], [SECOND, 's']);
	if (ms < DAY) return twoParts(ms, [HOUR, 'h'], [MINUTE, 'min']);
	return twoParts(ms, [DAY, 'd'], [HOUR, 'h']);
}

function part(ms: number, size: number, unit: string): string {
	return `${Math.floor(ms / size)}${THIN}${unit}`;
}

function twoParts(ms: number, large: [number, string], small: [number, string]): string {
	const rest = ms % large[0];
	const head = part(ms, ...large);
	return rest < small[0] ? head : `${head} ${part(rest, ...small)}`;
}

/** Elapsed time as a clock: `04:12`, `1:04:12`. */
export function clock(ms: Milliseconds): string {
	const seconds = Math.max(0, Math.floor(ms / SECOND));
	const hours = Math.floor(seconds / 3600);
	const tail = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
	return hours === 0 ? tail : `${hours}:${tail}`;
}

/** How long ago, or how soon, in words: `just now`, `12 s ago`, `in 3 min`. */
export function relative(then: EpochMs, now: EpochMs): string {
	const gap = Math.abs(now - then);
	if (gap < SECOND) return 'just now';
	const words = largestUnit(gap);
	return then <= now ? `${words} ago` : `in ${words}`;
}

function largestUnit(gap: number): string {
	if (gap < MINUTE) return part(gap, SECOND, 's');
	if (gap < HOUR) return part(gap, MINUTE, 'min');
	if (gap < DAY) return part(gap, HOUR, 'h');
	return part(gap, DAY, 'd');
}

/** Time of day in this computer's time zone, to the second: `15:02:11`. */
export function timeOfDay(at: EpochMs): string {
	const date = new Date(at);
	return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** Time of day to the millisecond: `15:02:11.204`. */
export function timeOfDayMs(at: EpochMs): string {
	const ms = new Date(at).getMilliseconds();
	return `${timeOfDay(at)}.${ms.toString().padStart(3, '0')}`;
}

/** Day and time in this computer's time zone: `2026-03-01 15:02:11`. */
export function dateTime(at: EpochMs): string {
	return `${dateOf(at)} ${timeOfDay(at)}`;
}

/** The day in this computer's time zone: `2026-03-01`. */
export function dateOf(at: EpochMs): string {
	const date = new Date(at);
	return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function two(n: number): string {
	return n.toString().padStart(2, '0');
}
