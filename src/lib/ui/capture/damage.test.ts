import { expect, test } from 'vitest';
import type { CaptureSummary } from '#lib/model/capture.ts';
import { THIN } from '../shared/format.ts';
import { damageWords } from './damage.ts';
import { lossesOf } from './losses.ts';

const SUMMARY: CaptureSummary = {
	origin: { kind: 'file', name: 'home.pcap', size: 200_000 },
	read: 100_000,
	format: 'pcap',
	linkTypes: [1],
	packets: 12,
	bytes: 480,
	cut: 0,
	undecoded: 0,
	first: 0,
	last: 1,
	flows: 1,
	evicted: 0,
	dns: 0,
	stop: undefined,
	complete: true,
	tool: undefined,
};

test('damage is told with its place, in hex too, and with what was read before', () => {
	const words = damageWords({ offset: 100_000, reason: 'truncated' }, SUMMARY);
	expect(words).toContain(`At byte 100${THIN}000 (0x186a0), 50.0${THIN}% into the file.`);
	expect(words).toContain('12 packets');
	expect(words).toContain('interrupted');
});

test('a place in a packed file is no share of the file', () => {
	const origin = { kind: 'file', name: 'home.pcap.gz', size: 200_000 } as const;
	const words = damageWords({ offset: 100_000, reason: 'malformed' }, { ...SUMMARY, origin });
	expect(words).toContain('(0x186a0) of the file.');
});

test('a whole capture leaves nothing out; a link type that is not read is named', () => {
	expect(lossesOf(SUMMARY)).toEqual([]);
	const words = lossesOf({ ...SUMMARY, linkTypes: [1, 195, 9999] }).map((loss) => loss.words);
	expect(words).toEqual(['802.15.4 is not decoded.', 'Link type 9999 is not decoded.']);
});

test('what could not be read and what had no room is counted', () => {
	const words = lossesOf({ ...SUMMARY, stopped: 1, evicted: 2 }).map((loss) => loss.words);
	expect(words).toEqual(['1 packet not read to the end.', '2 flows and names left out.']);
});
