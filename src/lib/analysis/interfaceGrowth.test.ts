import { describe, expect, test } from 'vitest';
import type { InterfaceCounters } from '../model/counters.ts';
import { courseOf, growthOf, is32Bit, noCounters } from './interfaceGrowth.ts';

function counters(numbers: {
	readonly rx?: readonly [bytes: number, packets: number];
	readonly tx?: readonly [bytes: number, packets: number];
	readonly drop?: number;
}): InterfaceCounters {
	const { rx, tx } = noCounters('wlan0');
	const [rxBytes, rxPackets] = numbers.rx ?? [0, 0];
	const [txBytes, txPackets] = numbers.tx ?? [0, 0];
	return {
		name: 'wlan0',
		rx: { ...rx, bytes: rxBytes, packets: rxPackets, drop: numbers.drop ?? 0 },
		tx: { ...tx, bytes: txBytes, packets: txPackets },
	};
}

describe('from one look to the next', () => {
	const before = counters({ rx: [1000, 10], tx: [500, 5], drop: 3 });

	test('what was added', () => {
		const now = counters({ rx: [1500, 12], tx: [500, 5], drop: 4 });
		const { added, madeAnew } = growthOf(before, now, false);
		expect(madeAnew).toBe(false);
		expect(added).toEqual(counters({ rx: [500, 2], drop: 1 }));
	});

	test('an interface that was made anew carried what it shows now', () => {
		const now = counters({ rx: [300, 2], tx: [0, 0] });
		expect(growthOf(before, now, false)).toEqual({ added: now, madeAnew: true });
	});

	test('a lone counter that falls is no new interface, and adds nothing', () => {
		const now = counters({ rx: [1001, 11], tx: [500, 5], drop: 0 });
		const { added, madeAnew } = growthOf(before, now, false);
		expect(madeAnew).toBe(false);
		expect(added.rx).toMatchObject({ bytes: 1, drop: 0 });
	});

	test('bytes of a 32-bit kernel wrap, those of others do not', () => {
		const full = counters({ rx: [2 ** 32 - 100, 10] });
		const now = counters({ rx: [400, 11] });
		expect(growthOf(full, now, true)).toMatchObject({ added: { rx: { bytes: 500 } } });
		expect(growthOf(full, now, false)).toMatchObject({ added: { rx: { bytes: 0, packets: 1 } } });
	});
});

test('rates per second over the samples, with a gap in which it was away', () => {
	const sample = (at: number, rx: number | undefined) => ({
		at,
		rows: rx === undefined ? [] : [counters({ rx: [rx, rx / 100] })],
	});
	const samples = [sample(0, 1000), sample(2000, 5000), sample(3000, undefined), sample(4000, 700)];
	expect(courseOf(samples, 'wlan0', false)).toMatchObject({
		rxRate: [2000, 0, 700],
		madeAnew: 1,
		total: { rx: { bytes: 4700 } },
	});
});

test.each([
	['armeabi-v7a', true],
	['x86', true],
	['arm64-v8a', false],
	['x86_64', false],
	[undefined, false],
])('%s counts in 32 bits: %s', (abi, is) => {
	expect(is32Bit({ abi })).toBe(is);
});
