import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MIN_INTERVAL, Reporter } from './reporter.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

test('at most ten a second, the first at once and the last always', () => {
	const sent: { readonly at: number; readonly changes: number }[] = [];
	let changes = 0;
	const reporter = new Reporter(() => sent.push({ at: Date.now(), changes }));
	for (; changes < 1000; changes++) {
		reporter.changed();
		vi.advanceTimersByTime(1);
	}
	reporter.changed();
	vi.runAllTimers();
	const gaps = sent.slice(1).map(({ at }, index) => at - (sent[index]?.at ?? 0));
	expect(sent[0]?.changes).toBe(0);
	expect(sent.at(-1)?.changes).toBe(1000);
	expect(Math.min(...gaps)).toBeGreaterThanOrEqual(MIN_INTERVAL);
	expect(Math.max(...gaps)).toBeLessThanOrEqual(MIN_INTERVAL + 1);
});

test('reports in time although no timer gets a turn', () => {
	let sent = 0;
	const reporter = new Reporter(() => sent++);
	reporter.changed();
	reporter.changed();
	// Time passes, but the loop is busy: the timer that is set cannot fire.
	vi.setSystemTime(Date.now() + 1000);
	vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 1000);
	reporter.changed();
	expect(sent).toBe(2);
});

test('the end is reported whatever the pace, and nothing after it', () => {
	let sent = 0;
	const reporter = new Reporter(() => sent++);
	reporter.changed();
	reporter.changed();
	reporter.now();
	vi.runAllTimers();
	expect(sent).toBe(2);
});
