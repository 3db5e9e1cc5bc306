import { expect, test } from 'vitest';
import type { Sysctl } from '../model/sysctl.ts';
import { judgedSysctls, SYSCTL_RULES } from './sysctl.ts';

const at = (key: string, value: string, on?: string): Sysctl => ({ key, value, interface: on });
const redirects = 'net/ipv4/conf/*/accept_redirects';
const sourceRoute = 'net/ipv4/conf/*/accept_source_route';

test('redirects are risky where there are neighbours, and only there', () => {
	const rows = judgedSysctls([at(redirects, '1', 'wlan0'), at(redirects, '1', 'dummy0')]);
	expect(rows.map(({ interfaces, verdict }) => [interfaces, verdict])).toEqual([
		[['wlan0'], 'risky'],
		[['dummy0'], 'unusual'],
	]);
});

test('source routes count by the setting for all: interfaces alone are the kernel’s own value', () => {
	expect(judgedSysctls([at(sourceRoute, '1', 'wlan0')])[0]?.verdict).toBe('fine');
	expect(judgedSysctls([at(sourceRoute, '1', 'all')])[0]?.verdict).toBe('risky');
});

test('interfaces with the same value share a row', () => {
	const rows = judgedSysctls(['all', 'default', 'wlan0'].map((on) => at(redirects, '0', on)));
	expect(rows).toMatchObject([{ interfaces: ['all', 'default', 'wlan0'], verdict: 'fine' }]);
});

test('a value that somebody set by hand is unusual, Android’s own is fine', () => {
	const ttl = (value: string) => judgedSysctls([at('net/ipv4/ip_default_ttl', value)])[0]?.verdict;
	expect([ttl('64'), ttl('65')]).toEqual(['fine', 'unusual']);
});

test('the reverse path filter never warns: Android routes by app', () => {
	for (const value of ['0', '1', '2']) {
		expect(judgedSysctls([at('net/ipv4/conf/*/rp_filter', value, 'wlan0')])[0]?.verdict).toBe(
			'fine',
		);
	}
});

test('every setting has one rule', () => {
	expect(new Set(SYSCTL_RULES.map(({ key }) => key)).size).toBe(SYSCTL_RULES.length);
});
