import { describe, expect, test } from 'vitest';
import type { Firewall, Rule } from '../model/firewall.ts';
import type { HistorySeries, UsageHistory } from '../model/netstats.ts';
import type { Phone } from '../model/phone.ts';
import type { Readings } from '../model/reading.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Tethering } from '../model/tethering.ts';
import { uid } from '../model/uid.ts';

import {
	MB,
	MINUTE,
	ok,
	traffic,
	verdict,
	withReadings,
} from '../../../tests/fixtures/findings.ts';

// What readings beside those of sockets and captures give rise to: each with and without.

describe('usage', () => {
	const DAY = 24 * 60 * MINUTE;
	const series = (set: HistorySeries['set'], bytes: number, roaming = false): HistorySeries => ({
		...{ book: roaming ? 'xt' : 'uid', uid: uid(roaming ? -1 : 10_200), set, tag: 0 },
		...{ bucket: 7_200_000, omitted: 0 },
		networks: [{ kind: 'mobile', name: undefined, metered: true, roaming }],
		buckets: [
			{ start: 0, ...traffic(bytes / 2, 0) },
			{ start: DAY, ...traffic(bytes / 2, 0) },
		],
	});
	const history = (...all: readonly HistorySeries[]): UsageHistory => ({
		...{ from: 'text', series: all, doubts: [] },
	});

	test.each([
		[20, 4, 'info unseen:10200'],
		[20, 6, 'fine'],
		[12, 2, 'fine'],
	])('%d MB unseen and %d MB seen: %s', (background, foreground, expected) => {
		const books = history(
			series('background', background * MB),
			series('foreground', foreground * MB),
		);
		expect(verdict(withReadings(ok('history', books)), 'No app works mostly unseen')).toBe(
			expected,
		);
	});

	test('roaming', () => {
		const fine = 'No data was used while roaming';
		const books = (bytes: number) =>
			withReadings(ok('history', history(series('all', bytes, true))));
		expect(verdict(books(2 * MB), fine)).toBe('warn roamed');
		expect(verdict(books(MB), fine)).toBe('fine');
		const checkin: UsageHistory = { ...history(), from: 'checkin' };
		expect(verdict(withReadings(ok('history', checkin)), fine)).toBe('not looked');
	});

	const usage = (of: number, rx: number, tx: number): Readings =>
		ok('usage', { source: 'bpf', rows: [{ uid: uid(of), ...traffic(rx, tx) }], doubts: [] });

	test('an app that sends twice what it gets', () => {
		const fine = 'No app sends much more than it gets';
		expect(verdict(withReadings(usage(10_200, 5 * MB, 11 * MB)), fine)).toBe('info upload:10200');
		expect(verdict(withReadings(usage(10_200, 6 * MB, 11 * MB)), fine)).toBe('fine');
		expect(verdict(withReadings(usage(10_200, 1, 9 * MB)), fine)).toBe('fine');
		expect(verdict(withReadings(usage(1000, 1, 90 * MB)), fine)).toBe('fine');
	});

	test('a uid without a name', () => {
		const fine = 'Every uid that used data has a name';
		const packages = ok('packages', [{ name: 'org.example.news', uid: uid(10_200) }]);
		expect(verdict(withReadings(usage(10_999, 2 * MB, 0), packages), fine)).toBe(
			'info nameless:10999',
		);
		expect(verdict(withReadings(usage(10_200, 2 * MB, 0), packages), fine)).toBe('fine');
		expect(verdict(withReadings(usage(10_999, 2 * MB, 0)), fine)).toBe('not looked');
	});

	test('what was forwarded, by uid -5', () => {
		const fine = 'Nothing was forwarded for other devices';
		expect(verdict(withReadings(usage(-5, 2 * MB, 0)), fine)).toBe('info forwarded');
		expect(verdict(withReadings(usage(10_200, 2 * MB, 0)), fine)).toBe('fine');
	});
});

describe('the firewall', () => {
	const rule = (given: Partial<Rule> = {}): Rule => ({
		...{ packets: 0, bytes: 0, target: 'REJECT', goto: false, protocol: 'all', in: '*', out: '*' },
		...{ source: '0.0.0.0/0', destination: '0.0.0.0/0', matches: [], options: '', ...given },
	});
	const of = (from: number): Partial<Rule> => ({
		matches: [{ kind: 'uid', not: false, from, to: from }],
	});
	const chain = (name: string, rules: readonly Rule[], policy?: string): Firewall => ({
		rounded: false,
		tables: [
			{
				...{ family: 'ipv4', name: 'filter' },
				chains: [{ name, policy, packets: 0, bytes: 0, references: 1, rules }],
			},
		],
	});
	const limited: Partial<Rule> = { matches: [{ kind: 'other', text: 'limit: avg 5/min' }] };
	const FINE = 'Every rule can be reached';

	test.each([
		['after one for all', [rule(), rule(of(10_001))], false],
		['after the same', [rule(of(10_001)), rule({ ...of(10_001), target: 'RETURN' })], false],
		['after one that only counts', [rule({ target: undefined }), rule(of(10_001))], true],
		['after one that logs', [rule({ target: 'LOG' }), rule()], true],
		['after one of another app', [rule(of(10_001)), rule(of(10_002))], true],
		['after one with a limit', [rule(limited), rule(limited)], true],
		['on another interface', [rule({ out: 'wlan0' }), rule({ out: 'rmnet+' })], true],
	])('a rule %s', (_, rules, fine) => {
		const snapshot = withReadings(ok('firewall', chain('afwall-wifi', rules)));
		expect(verdict(snapshot, FINE)).toBe(
			fine ? 'fine' : 'warn unreachable-rule:afwall-wifi (filter, IPv4)',
		);
	});

	test('what the Firewall page warns of', () => {
		const dropped = withReadings(ok('firewall', chain('OUTPUT', [], 'DROP')));
		expect(verdict(dropped, 'The firewall is whole')).toContain('danger firewall:What leaves');
		const normal = withReadings(ok('firewall', chain('OUTPUT', [], 'ACCEPT')));
		expect(verdict(normal, 'The firewall is whole')).toBe('fine');
	});
});

describe('the system', () => {
	const off: Tethering = {
		...{ downstreams: [], upstreamWanted: false, upstreams: [], hardware: [], bpf: undefined },
		...{ forwarded: [], flows: [], clients: [] },
	};
	const sharing: Tethering = {
		...off,
		downstreams: [{ name: 'ap0', state: 'tethered', error: 0 }],
	};

	test('forwarding, with tethering and without', () => {
		const sysctl = (value: string) =>
			ok('sysctl', [{ key: 'net/ipv4/ip_forward', interface: undefined, value }]);
		const fine = 'The phone forwards for nobody';
		expect(verdict(withReadings(sysctl('1'), ok('tethering', off)), fine)).toBe('info forwards');
		expect(verdict(withReadings(sysctl('0'), ok('tethering', off)), fine)).toBe('fine');
		expect(verdict(withReadings(sysctl('1'), ok('tethering', sharing)), fine)).toBe('fine');
		expect(verdict(withReadings(sysctl('1')), fine)).toBe('not looked');
	});

	test('a connection that is shared', () => {
		const fine = 'The connection is not shared';
		expect(verdict(withReadings(ok('tethering', sharing)), fine)).toBe('info tethering');
		expect(verdict(withReadings(ok('tethering', off)), fine)).toBe('fine');
	});

	test('a setting of the kernel that a neighbour could use', () => {
		const fine = 'The settings of the kernel are safe';
		const redirects = (value: string) =>
			withReadings(
				ok('sysctl', [{ key: 'net/ipv4/conf/*/accept_redirects', interface: 'wlan0', value }]),
			);
		expect(verdict(redirects('1'), fine)).toBe('info sysctl:net.ipv4.conf.*.accept_redirects=1');
		expect(verdict(redirects('0'), fine)).toBe('fine');
	});

	test('somebody else captures', () => {
		const fine = 'Nobody else captures';
		const packet = (etherType: number) =>
			withReadings(
				ok('otherSockets', {
					...{ unix: undefined, netlink: undefined, protocols: undefined },
					packet: [{ etherType, interface: 0, running: true, uid: uid(0), inode: 1 }],
				}),
			);
		expect(verdict(packet(3), fine)).toBe('info foreign-capture');
		expect(verdict(packet(0x806), fine)).toBe('fine');
	});

	const phone = (given: Partial<Phone>): Snapshot =>
		withReadings(
			ok('identity', {
				...{ model: 'x', manufacturer: 'x', androidRelease: '15', sdk: 35, buildType: 'user' },
				...{ securityPatch: '2026-01-05', abi: 'arm64-v8a', emulator: false, debuggable: false },
				...{ uid: uid(2000), groups: [], selinuxContext: undefined, clock: undefined },
				...given,
			}),
		);

	test.each([
		['The phone is as sold', { buildType: 'userdebug', debuggable: true }, 'info open-build'],
		['The phone is as sold', {}, 'fine'],
		['The phone is as sold', { buildType: 'userdebug', emulator: true }, 'not looked'],
		[
			'The security patch is younger than a year',
			{ securityPatch: '2025-02-05' },
			'info old-patch',
		],
		['The security patch is younger than a year', {}, 'fine'],
		['The security patch is younger than a year', { securityPatch: 'soon' }, 'not looked'],
	])('%s, with %o: %s', (fine, given, expected) => {
		expect(verdict(phone(given), fine)).toBe(expected);
	});
});
