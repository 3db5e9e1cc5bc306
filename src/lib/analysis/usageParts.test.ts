import { expect, test } from 'vitest';
import type { UidUsage, UsagePart } from '../model/counters.ts';
import { uid } from '../model/uid.ts';
import { splitsOf, tagWords } from './usageParts.ts';

const traffic = (rxBytes: number) => ({ rxBytes, rxPackets: 1, txBytes: 10, txPackets: 1 });
const part = (of: Partial<UsagePart>, rxBytes: number): UsagePart => ({
	...{ uid: uid(10_123), interface: 'wlan0', set: 'background', tag: 0 },
	...{ ...traffic(rxBytes), ...of },
});
const usage = (rows: readonly UsagePart[]): UidUsage => ({
	...{ source: 'bpf', rows: [], doubts: [] },
	parts: { since: 'poll', rows },
});

test('tags are parts of the whole, told apart and not added', () => {
	const split = splitsOf(
		usage([
			part({}, 100),
			part({ set: 'foreground' }, 900),
			part({ interface: 'rmnet0' }, 50),
			part({ tag: 0xffff_ff82 }, 40),
			part({ tag: 0x77 }, 60),
		]),
	).get(uid(10_123));
	expect(split).toMatchObject({
		since: 'poll',
		background: { rxBytes: 150 },
		foreground: { rxBytes: 900 },
		dns: { rxBytes: 40 },
		interfaces: [
			{ name: 'wlan0', traffic: { rxBytes: 1000 } },
			{ name: 'rmnet0', traffic: { rxBytes: 50 } },
		],
	});
	expect(split?.tags.map(({ words }) => words)).toEqual([
		"The app's own tag 0x77",
		'DNS lookups (0xffffff82)',
	]);
});

test('no parts, no splits', () => {
	expect(splitsOf(undefined).size).toBe(0);
	expect(splitsOf({ source: 'bpf', rows: [], doubts: [] }).size).toBe(0);
});

test.each([
	[0xffff_ff01, /^DownloadManager/],
	[0xffff_fd12, /^Network stack/],
	[0xffff_ff41, /^Time/],
	[0xffff_ff81, /^Check whether a network works/],
	[0xffff_ff05, /by a store/],
	[0xffff_fe01, /^DHCP/],
	[0xffff_fff0, /^Android system/],
	[0x407, /own tag 0x407$/],
])('tag %i', (tag, words) => {
	expect(tagWords(tag)).toMatch(words);
});
