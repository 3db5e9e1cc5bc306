import { describe, expect, test } from 'vitest';
import {
	peak,
	rangeOf,
	sparkPath,
	stack,
	summary,
	momentText,
	tickTime,
	valuesAt,
} from './chart.ts';

const start = new Date(2026, 2, 1, 15, 2, 10).getTime();
const times = [start, start + 1000, start + 2000];
const mail = { label: 'Mail', color: 'red', values: [1, null, 3] };
const maps = { label: 'Maps', color: 'blue', values: [10, null, null] };
const format = (n: number) => `${n} B/s`;

test('layers stand upon each other, a common gap stays a gap', () => {
	expect(stack([mail, maps], 3)).toEqual([
		[1, null, 3],
		[11, null, 3],
	]);
	expect(stack([{ ...mail, values: [5] }], 2)).toEqual([[5, null]]);
	expect(stack([], 3)).toEqual([]);
});

test('says in words what it shows', () => {
	expect(peak([mail, maps])).toEqual({ label: 'Maps', value: 10, index: 0 });
	expect(summary(times, [mail, maps], format)).toBe(
		'15:02:10 to 15:02:12, highest 10 B/s (Maps) at 15:02:10',
	);
	expect(summary(times, [{ ...mail, values: [null] }], format)).toBe(
		'15:02:10 to 15:02:12, no values',
	);
	expect(summary([], [], format)).toBe('No values yet');
	expect(valuesAt(2, times, [mail, maps], format)).toBe('15:02:12: Mail 3 B/s, Maps not measured');
	expect(valuesAt(-1, times, [mail], format)).toBe('Nothing chosen');
});

test('ticks are no finer than they are apart', () => {
	expect(tickTime(start, 500)).toBe('15:02:10.000');
	expect(tickTime(start, 5000)).toBe('15:02:10');
	expect(tickTime(start, 60_000)).toBe('15:02');
});

test('a range runs forward, a click is none', () => {
	expect(rangeOf(5, 2)).toEqual({ from: 2, to: 5 });
	expect(rangeOf(2, 2)).toBeUndefined();
});

test('a spark stays in its box and breaks at gaps', () => {
	expect(sparkPath([0, 10, null, 5], 30, 12)).toBe('M0.0 11.0L10.0 1.0M30.0 6.0');
	expect(sparkPath([0, 0], 30, 12)).toBe('M0.0 11.0L30.0 11.0');
	expect(sparkPath([], 30, 12)).toBe('');
});

describe('moments of a chart', () => {
	const day = (date: number, hours = 0) => new Date(2026, 2, date, hours).getTime();

	test('are times of day while they are within one', () => {
		expect(momentText(day(3, 9), [day(3, 9), day(3, 10)])).toBe('09:00:00');
	});

	test('are days where the steps are', () => {
		expect(momentText(day(4), [day(3), day(4), day(5)])).toBe('2026-03-04');
		expect(tickTime(day(4), 2 * 86_400_000)).toBe('03-04');
		expect([day(4), day(4, 12)].map((at) => tickTime(at, 43_200_000))).toEqual(['03-04', '12:00']);
	});

	test('name both where there are several a day', () => {
		expect(momentText(day(4, 2), [day(3), day(3, 2), day(4, 2)])).toBe('2026-03-04 02:00');
	});
});
