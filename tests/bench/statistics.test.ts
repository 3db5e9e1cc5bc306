import { expect, test } from 'vitest';
import { median, percentile } from './statistics.ts';

test('the median of an odd number of values is one of them, of an even number between two', () => {
	expect(median([30, 10, 20])).toBe(20);
	expect(median([40, 10, 20, 30])).toBe(25);
});

test('a percentile is the smallest measured value that enough others do not exceed', () => {
	const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
	expect(percentile(hundred, 0.5)).toBe(50);
	expect(percentile(hundred, 0.99)).toBe(99);
	expect(percentile([7, 3], 0.99)).toBe(7);
	expect(percentile([7, 3], 0)).toBe(3);
});
