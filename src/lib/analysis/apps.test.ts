import { describe, expect, test } from 'vitest';
import { uid } from '../model/uid.ts';
import { appsOf } from './apps.ts';

const packages = [
	{ name: 'com.google.android.gsf.long', uid: uid(10_122) },
	{ name: 'com.google.android.gms', uid: uid(10_122) },
	{ name: 'org.example.mail', uid: uid(10_187) },
	{ name: 'org.example.mail', uid: uid(1_010_187) },
	{ name: 'org.example.mail', uid: uid(99_910_187) },
	{ name: 'android', uid: uid(1000) },
	{ name: 'com.android.settings', uid: uid(1000) },
];
const appOf = appsOf(packages);
const named = (id: number) => {
	const { name, kind } = appOf(uid(id));
	return [name, kind];
};

test.each([
	[10_187, 'org.example.mail', 'app'],
	[10_122, 'com.google.android.gms +1', 'app'],
	[1_010_187, 'org.example.mail (user 10)', 'app'],
	[99_910_187, 'org.example.mail (user 999)', 'app'],
	[20_187, 'org.example.mail, SDK sandbox', 'app'],
	[1_020_187, 'org.example.mail, SDK sandbox (user 10)', 'app'],
	[10_500, 'uid 10500', 'unknown'],
	[1_010_500, 'uid 1010500 (user 10)', 'unknown'],
	[0, 'Root and the kernel', 'unowned'],
	[65_534, 'No owner', 'unowned'],
	[1000, 'Android system', 'system'],
	[1_001_000, 'Android system (user 10)', 'system'],
	[1051, 'DNS resolver', 'system'],
	[9999, 'Nobody', 'system'],
	[6102, 'A service of the system image (6102)', 'system'],
	[99_005, 'Isolated process 99005', 'isolated'],
	[90_001, 'Isolated process 90001', 'isolated'],
	[55_000, 'uid 55000', 'unknown'],
	[8500, 'uid 8500', 'unknown'],
	[-4, 'Removed apps', 'system'],
	[-5, 'Hotspot and tethering', 'system'],
])('uid %i is %s (%s)', (id, name, kind) => {
	expect(named(id)).toEqual([name, kind]);
});

test('a shared uid keeps all its packages, and a system uid too', () => {
	expect(appOf(uid(10_122)).packages).toEqual([
		'com.google.android.gms',
		'com.google.android.gsf.long',
	]);
	expect(appOf(uid(1000)).packages).toEqual(['android', 'com.android.settings']);
});

test('the same uid is always the same object', () => {
	expect(appOf(uid(10_187))).toBe(appOf(uid(10_187)));
});

describe('a note stands where the name alone misleads', () => {
	test.each([
		[0, /no owner/],
		[1000, /Android OS/],
		[1051, /Android 9 and 10/],
		[1052, /hotspot/],
		[1073, /DHCP/],
		[2000, /Porthole/],
		[9999, /without rights/],
		[65_534, /without a socket/],
		[99_005, /locked away/],
		[20_187, /Advertising/],
		[10_122, /share one uid/],
		[10_500, /No package with this uid/],
		[1_010_187, /user 10 of the phone/],
	])('%i', (id, words) => {
		expect(appOf(uid(id)).note).toMatch(words);
	});

	test('and nowhere else', () => {
		expect(appOf(uid(10_187)).note).toBeUndefined();
		expect(appOf(uid(1010)).note).toBeUndefined();
	});
});
