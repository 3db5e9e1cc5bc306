import { describe, expect, test } from 'vitest';
import * as format from './format.ts';

/** The written form with ordinary spaces, so that the tables below can be read. */
function plain(text: string): string {
	return text.replaceAll(format.THIN, ' ');
}

describe('bytes', () => {
	test.each([
		[0, '0 B'],
		[480, '480 B'],
		[999, '999 B'],
		[1000, '1.0 kB'],
		[999_949, '999.9 kB'],
		[999_950, '1.0 MB'],
		[13_600_123, '13.6 MB'],
		[2_310_000_000, '2.3 GB'],
		[Number.MAX_SAFE_INTEGER, '9.0 PB'],
		[5e18, '5000.0 PB'],
		[-1500, '−1.5 kB'],
	])('%d is %s', (n, text) => {
		expect(plain(format.bytes(n))).toBe(text);
	});

	test('exact on demand', () => {
		expect(plain(format.exactBytes(13_600_123))).toBe('13 600 123 B');
	});

	test('a rate is an amount per second', () => {
		expect(plain(format.rate(1_240_000))).toBe('1.2 MB/s');
	});
});

describe('count', () => {
	test.each([
		[0, '0'],
		[-0.2, '0'],
		[999, '999'],
		[1000, '1 000'],
		[31_207, '31 207'],
		[1_234_567_890, '1 234 567 890'],
		[-12_345, '−12 345'],
	])('%d is %s', (n, text) => {
		expect(plain(format.count(n))).toBe(text);
	});

	test('takes its noun along', () => {
		expect(plain(format.counted(1, 'packet'))).toBe('1 packet');
		expect(plain(format.counted(2000, 'query', 'queries'))).toBe('2 000 queries');
	});

	test('breaks at no line end', () => {
		expect(format.count(31_207)).not.toContain(' ');
		expect(format.bytes(31_207)).not.toContain(' ');
	});
});

test.each([
	[0, '0.0 %'],
	[0.0001, '<0.1 %'],
	[0.194, '19.4 %'],
	[1, '100.0 %'],
])('the share %d is %s', (share, text) => {
	expect(plain(format.percent(share))).toBe(text);
});

test.each([
	[0, '0 ms'],
	[812, '812 ms'],
	[1000, '1.0 s'],
	[9999, '9.9 s'],
	[59_999, '59 s'],
	[60_000, '1 min'],
	[189_000, '3 min 9 s'],
	[3_600_000, '1 h'],
	[15_120_000, '4 h 12 min'],
	[187_200_000, '2 d 4 h'],
	[-1500, '−1.5 s'],
])('%d ms lasts %s', (ms, text) => {
	expect(plain(format.duration(ms))).toBe(text);
});

test.each([
	[0, '00:00'],
	[252_900, '04:12'],
	[3_852_000, '1:04:12'],
	[-5, '00:00'],
])('%d ms on the clock is %s', (ms, text) => {
	expect(format.clock(ms)).toBe(text);
});

test.each([
	[1_000_000, 1_000_400, 'just now'],
	[1_000_000, 1_012_000, '12 s ago'],
	[1_180_000, 1_000_000, 'in 3 min'],
	[0, 7_200_000, '2 h ago'],
	[0, 200_000_000, '2 d ago'],
])('%d seen from %d is %s', (then, now, text) => {
	expect(plain(format.relative(then, now))).toBe(text);
});

test('absolute times are local and sort as text', () => {
	const at = new Date(2026, 2, 1, 5, 2, 11, 204).getTime();
	expect(format.dateTime(at)).toBe('2026-03-01 05:02:11');
	expect(format.timeOfDayMs(at)).toBe('05:02:11.204');
});
