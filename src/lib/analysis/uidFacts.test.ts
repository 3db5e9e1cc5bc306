import { expect, test } from 'vitest';
import { UID_REMOVED, uid } from '../model/uid.ts';
import { uidFacts } from './uidFacts.ts';

const words = (id: number) =>
	uidFacts(uid(id), [{ name: 'org.example.dial', uid: uid(1001), sharedUser: 'android.uid.phone' }])
		.map(({ name, value }) => `${name}: ${value}`)
		.join('\n');

test.each([
	[1_010_146, /^User: 10: a work profile.*\nApp id: 10146: an installed app.*\nIn ps: u10_a146$/],
	[99_910_070, /^User: 999: a second copy/],
	[20_187, /^App id: 20187: an SDK sandbox/],
	[99_005, /In ps: u0_i5$/],
	[90_005, /In ps: u0_ai5$/],
	[1001, /^Android’s name: radio, since Android 1\.6\nShared uid: android\.uid\.phone$/],
	[1025, /unused2, since Android 4\.0\.3\nBefore that: nfc in Android 2\.3\.4 to 4\.0\.2$/],
	[1_001_051, /^User: 10.*\nAndroid’s name: dns, since Android 8\.0$/],
])('%i', (id, expected) => {
	expect(words(id)).toMatch(expected);
});

test('a number of the books is no process', () => {
	expect(uidFacts(UID_REMOVED, []).map(({ value }) => value)).toEqual([
		'Android’s own for its books; no process has it',
	]);
});
