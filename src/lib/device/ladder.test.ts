import { describe, expect, test } from 'vitest';
import type { Rung } from '../model/ladder.ts';
import { ladderOf, type Means } from './ladder.ts';

const USER_BUILD: Means = {
	root: 'no',
	tcpdump: false,
	pcapdroid: false,
	sdk: 33,
	buildType: 'user',
};

function rung(id: Rung['id'], means: Partial<Means>): Rung {
	const found = ladderOf({ ...USER_BUILD, ...means }).find((one) => one.id === id);
	if (found === undefined) throw new Error(id);
	return found;
}

test('without a phone only files', () => {
	const available = ladderOf(undefined).filter((one) => one.available);
	expect(available.map(({ id }) => id)).toEqual(['files']);
});

test('lowest first, and a sentence for each', () => {
	const rungs = ladderOf(USER_BUILD);
	expect(rungs.map(({ id }) => id)).toEqual([
		'files',
		'watch',
		'pcapdroid',
		'packet-trace',
		'tcpdump',
	]);
	for (const { why } of [...rungs, ...ladderOf(undefined)]) expect(why).toMatch(/^[A-Z].*\.$/);
});

describe('tcpdump', () => {
	test.each([
		['no root', { root: 'no', tcpdump: true }, false, /needs root/],
		['root and tcpdump', { root: 'yes', tcpdump: true }, true, /Every packet/],
		['root without tcpdump', { root: 'yes' }, false, /no tcpdump/],
		['an su that nobody asked', { root: 'unasked', tcpdump: true }, true, /may ask you/],
		['an su, and a tcpdump that only root may see', { root: 'unasked' }, true, /may ask you/],
		['a refused su', { root: 'refused', tcpdump: true }, true, /refused root/],
		['a debug build', { root: 'by-restart', tcpdump: true }, false, /adb root/],
	] as const)('%s', (_, means, available, why) => {
		expect(rung('tcpdump', means)).toMatchObject({
			available,
			why: expect.stringMatching(why) as string,
		});
	});
});

test('what is not built says so, whatever the phone has', () => {
	for (const means of [{}, { pcapdroid: true }, { sdk: 34 }, { sdk: 34, buildType: 'userdebug' }]) {
		for (const id of ['pcapdroid', 'packet-trace'] as const) {
			expect(rung(id, means)).toMatchObject({
				available: false,
				why: expect.stringContaining('not built yet') as string,
			});
		}
	}
	expect(rung('pcapdroid', { pcapdroid: true }).why).toContain('is on this phone');
});
