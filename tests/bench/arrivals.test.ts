import { expect, test } from 'vitest';
import { pcap } from '../fixtures/captures.ts';
import { arrivalByTime } from './arrivals.ts';

const packets = [
	{ bytes: [1, 2, 3], seconds: 1000, nanos: 1_999_000 },
	{ bytes: [4], seconds: 1000, nanos: 7_000_000 },
	{ bytes: [5, 6], seconds: 1000, nanos: 7_500_000 },
];

test('a packet has arrived with its last byte, the first one of its millisecond counts', () => {
	const bytes = pcap(packets);
	const secondEnds = 24 + 16 + 3 + 16 + 1;
	const arrivals = [
		{ at: 10, taken: 1, bytes: bytes.subarray(0, 24) },
		{ at: 20, taken: 2, bytes: bytes.subarray(24, secondEnds - 1) },
		{ at: 30, taken: 3, bytes: bytes.subarray(secondEnds - 1) },
	];
	expect([...arrivalByTime(arrivals)]).toEqual([
		[1_000_001, arrivals[1]],
		[1_000_007, arrivals[2]],
	]);
});

test('a packet whose end never came is left out', () => {
	const bytes = pcap(packets.slice(0, 2));
	const arrivals = [{ at: 10, taken: 1, bytes: bytes.subarray(0, bytes.length - 1) }];
	expect([...arrivalByTime(arrivals)]).toEqual([[1_000_001, arrivals[0]]]);
});
