import { describe, expect, test } from 'vitest';
import type { ProtocolSample } from '../model/protocols.ts';
import { noCounters } from './interfaceGrowth.ts';
import { addInterfaces, addProtocols, coursesOf, latestValues } from './watchSamples.ts';

const counters = (at: number, values: Readonly<Record<string, number>>): ProtocolSample => ({
	at,
	rows: Object.entries(values).map(([id, value]) => ({ id, value })),
});

function watched(samples: readonly ProtocolSample[]): readonly ProtocolSample[] {
	let all: readonly ProtocolSample[] | undefined;
	for (const sample of samples) all = addProtocols(all, sample);
	return all ?? [];
}

describe('protocols', () => {
	test('only what changed is kept, and nothing is lost by it', () => {
		const samples = watched([
			counters(1, { a: 1, b: 5 }),
			counters(2, { a: 2, b: 5 }),
			counters(3, { a: 2, b: 4, c: 1 }),
		]);
		expect(samples.map(({ rows }) => rows.map(({ id }) => id))).toEqual([
			['a', 'b'],
			['a'],
			['b', 'c'],
		]);
		expect(coursesOf(samples).values).toEqual(
			new Map([
				['a', [1, 2, 2]],
				['b', [5, 5, 4]],
				['c', [undefined, undefined, 1]],
			]),
		);
	});

	test('hours of samples stay bounded, and each that is left shows what was counted at its time', () => {
		const samples = watched(
			Array.from({ length: 4000 }, (_, at) => counters(at, { n: at, tens: Math.floor(at / 10) })),
		);
		expect(samples.length).toBeLessThanOrEqual(1800);
		const { at, values } = coursesOf(samples);
		expect(at.at(0)).toBe(0);
		expect(at.at(-1)).toBe(3999);
		expect(values.get('n')).toEqual(at);
		expect(values.get('tens')).toEqual(at.map((time) => Math.floor(time / 10)));
		expect(latestValues(samples)).toEqual(
			new Map([
				['n', 3999],
				['tens', 399],
			]),
		);
	});

	test('a round that told nothing adds nothing', () => {
		const samples = watched([counters(1, { a: 1 })]);
		expect(addProtocols(samples, undefined)).toBe(samples);
		expect(addInterfaces(undefined, undefined)).toBeUndefined();
	});
});

test('interfaces that never carried nor lost anything take no room', () => {
	const quiet = noCounters('sit0');
	const lossy = { ...quiet, name: 'wlan0', rx: { ...quiet.rx, drop: 1 } };
	expect(addInterfaces(undefined, { at: 5, rows: [quiet, lossy] })).toEqual([
		{ at: 5, rows: [lossy] },
	]);
});
