import { expect, test } from 'vitest';
import { THIN, bytes, count } from './format.ts';
import { progressWords } from './progress.ts';

function words(done: number, total: number | undefined, elapsed: number | undefined): string {
	return progressWords({ done, total, elapsed }, bytes).replaceAll(THIN, ' ');
}

test('tells how far, how fast, how long still', () => {
	expect(words(400e6, 1.2e9, 4000)).toBe('400.0 MB of 1.2 GB · 100.0 MB/s · 8.0 s left');
	expect(words(1.19e9, 1.2e9, 12_000)).toBe('1.2 GB of 1.2 GB · 99.2 MB/s · 1.0 s left');
});

test('says only what is known', () => {
	expect(words(400e6, undefined, 4000)).toBe('400.0 MB · 100.0 MB/s');
	expect(words(0, 1.2e9, 4000)).toBe('0 B of 1.2 GB');
	expect(words(4096, 1.2e9, 100)).toBe('4.1 kB of 1.2 GB');
	expect(words(1.2e9, 1.2e9, 10_000)).toBe('1.2 GB of 1.2 GB · 120.0 MB/s');
	expect(progressWords({ done: 3, total: 12, elapsed: undefined }, count)).toBe('3 of 12');
});
