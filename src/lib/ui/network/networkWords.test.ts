import { expect, test } from 'vitest';
import type { AndroidNetwork } from '#lib/model/network.ts';
import { uid } from '#lib/model/uid.ts';
import { blockedWords, marksOf, titleOf } from './networkWords.ts';

const network: AndroidNetwork = {
	netId: 100,
	transports: ['WIFI'],
	capabilities: ['INTERNET', 'VALIDATED', 'NOT_METERED'],
	interface: 'wlan0',
	addresses: [],
	dnsServers: [],
	routes: [],
	mtu: undefined,
	privateDns: undefined,
	nat64Prefix: undefined,
	httpProxy: undefined,
	vpn: undefined,
	underlying: [],
};
const marks = (capabilities: readonly string[]) =>
	marksOf({ ...network, capabilities }).map(({ text }) => text);

test('what a network promises, in a word or two', () => {
	expect(marks(['INTERNET', 'VALIDATED', 'NOT_METERED'])).toEqual(['internet works', 'unmetered']);
	expect(marks(['INTERNET', 'CAPTIVE_PORTAL'])).toEqual(['login page', 'metered']);
	expect(marks(['INTERNET'])).toEqual(['not tested through', 'metered']);
	expect(marks([])).toEqual([]);
});

test('a mobile network is suspended only where its release knows the word', () => {
	const mobile = (...names: readonly string[]) =>
		marksOf({ ...network, transports: ['CELLULAR'], capabilities: ['VALIDATED', ...names] }).map(
			({ text }) => text,
		);
	expect(mobile('FOREGROUND')).not.toContain('suspended');
	expect(mobile('FOREGROUND', 'NOT_ROAMING')).toContain('suspended');
	expect(mobile('FOREGROUND', 'NOT_ROAMING', 'NOT_SUSPENDED')).not.toContain('suspended');
});

test('a VPN is named with what carries it', () => {
	const vpn = { owner: uid(10_090), session: undefined, bypassable: undefined, uids: undefined };
	expect(titleOf({ ...network, transports: ['WIFI', 'VPN'], vpn })).toBe('VPN over Wi-Fi');
});

test('every reason of a mask is told', () => {
	expect(blockedWords({ uid: uid(10_150), by: 'reasons', mask: 0x1_0040 })).toBe(
		'app in the background; data saver, on metered networks',
	);
	expect(blockedWords({ uid: uid(10_150), by: 'rules', mask: 64 })).toBe('no network at all');
	expect(blockedWords({ uid: uid(10_150), by: 'reasons', mask: 0x80_0000 })).toBe(
		'reason 0x800000',
	);
});
