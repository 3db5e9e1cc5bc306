import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UsageSample } from '../model/counters.ts';
import { uid } from '../model/uid.ts';
import { appsOf } from './apps.ts';
import { timelineOf } from './timeline.ts';
import { bytesOf, countersWrap, grown, usageSteps, usageTotals } from './usage.ts';

/** A sample `seconds` after the first, with received bytes by uid. */
const sample = (seconds: number, rx: Readonly<Record<number, number>>): UsageSample => ({
	at: seconds * 1000,
	rows: Object.entries(rx).map(([id, rxBytes]) => ({
		uid: uid(Number(id)),
		rxBytes,
		rxPackets: 0,
		txBytes: 0,
		txPackets: 0,
	})),
});
const totals = (samples: readonly UsageSample[], wraps = false) =>
	Object.fromEntries(usageTotals(usageSteps(samples, wraps)).map((row) => [row.uid, row.rxBytes]));

describe('what a counter grew by', () => {
	test('is the difference', () => {
		expect(grown(100, 250, false)).toBe(150);
		expect(grown(2 ** 40, 2 ** 40 + 7, true)).toBe(7);
	});

	test('is nothing when it was reset', () => {
		expect(grown(2 ** 32 - 100, 50, false)).toBe(0);
		expect(grown(500, 50, true)).toBe(0);
		expect(grown(2 ** 40, 50, true)).toBe(0);
	});

	test('goes on behind 2^32 where counters wrap there', () => {
		expect(grown(2 ** 32 - 100, 50, true)).toBe(150);
	});

	test('is never negative', () => {
		const counter = fc.nat({ max: Number.MAX_SAFE_INTEGER });
		fc.assert(
			fc.property(counter, counter, fc.boolean(), (before, now, wraps) => {
				expect(grown(before, now, wraps)).toBeGreaterThanOrEqual(0);
			}),
		);
	});
});

test('only uid_stat has counters of 32 bits: a fall of the others is a reset', () => {
	expect((['uid_stat', 'qtaguid', 'bpf', undefined] as const).map(countersWrap)).toEqual([
		...[true, false, false, false],
	]);
});

describe('totals since the watch began', () => {
	test('leave out what was there before', () => {
		const samples = [
			sample(0, { 10001: 5000 }),
			sample(1, { 10001: 5100 }),
			sample(3, { 10001: 5400 }),
		];
		expect(totals(samples)).toEqual({ 10001: 400 });
	});

	test('count an app that appears from zero, and one that is absent for a moment once', () => {
		const samples = [
			sample(0, { 10001: 100 }),
			sample(1, { 10002: 70 }),
			sample(2, { 10001: 130, 10002: 70 }),
		];
		expect(totals(samples)).toEqual({ 10001: 30, 10002: 70 });
	});

	test('survive a reboot without a negative or a giant number', () => {
		expect(
			totals([sample(0, { 10001: 9000 }), sample(1, { 10001: 20 }), sample(2, { 10001: 25 })]),
		).toEqual({ 10001: 5 });
	});

	test('of one sample are nothing', () => {
		expect(totals([sample(0, { 10001: 9000 })])).toEqual({});
	});
});

describe('a timeline', () => {
	const samples = [
		sample(0, { 10001: 0, 10002: 0, 10003: 0 }),
		sample(1, { 10001: 1000, 10002: 10, 10003: 1 }),
		sample(3, { 10001: 1000, 10002: 3010, 10003: 5 }),
	];
	const timeline = timelineOf(usageSteps(samples, false), appsOf([]), 2);

	test('shows bytes per second at the end of each gap, the largest apps first', () => {
		expect(timeline.at).toEqual([1000, 3000]);
		expect(timeline.series.map(({ app, values }) => [app?.uid, values])).toEqual([
			[10002, [10, 1500]],
			[10001, [1000, 0]],
			[undefined, [1, 2]],
		]);
	});

	test('stacks to the whole, whatever the phone does', () => {
		const counters = fc.array(
			fc.tuple(fc.integer({ min: 10_000, max: 10_009 }), fc.nat(1_000_000)),
			{
				maxLength: 10,
			},
		);
		fc.assert(
			fc.property(fc.array(counters, { minLength: 2, maxLength: 8 }), fc.nat(4), (rounds, most) => {
				const steps = usageSteps(
					rounds.map((rows, second) => sample(second, Object.fromEntries(rows))),
					false,
				);
				const { series } = timelineOf(steps, appsOf([]), most);
				const drawn = series.flatMap(({ values }) => values).reduce((sum, rate) => sum + rate, 0);
				const whole = usageTotals(steps).reduce((sum, row) => sum + bytesOf(row), 0);
				expect(drawn).toBe(whole);
			}),
		);
	});

	test('has no rest where every app has its series, and no rate where time stood still', () => {
		expect(timelineOf(usageSteps(samples, false), appsOf([]), 3).series).toHaveLength(3);
		const still = usageSteps([sample(5, { 10001: 0 }), sample(5, { 10001: 9 })], false);
		expect(timelineOf(still, appsOf([]), 1).series[0]?.values).toEqual([0]);
	});
});
