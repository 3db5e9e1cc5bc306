import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Reading, Readings, ProbeId, ProbeValues } from '../model/reading.ts';
import { uid } from '../model/uid.ts';
import { parseDumpsysNetpolicy } from '../parse/dumpsysNetpolicy.ts';
import { parseIptablesList } from '../parse/iptablesList.ts';
import { parseNetfilterLog } from '../parse/netfilterLog.ts';
import { parseUidOwnerMap } from '../parse/uidOwnerMap.ts';
import type { Result } from '../base/result.ts';
import { appsOf } from './apps.ts';
import { firewallOf } from './firewall.ts';

const phone = (name: string) =>
	readFileSync(new URL(`../../../tests/fixtures/phones/${name}`, import.meta.url), 'utf8');

const appOf = appsOf([
	{ name: 'org.example.chat', uid: uid(10245) },
	{ name: 'org.example.player', uid: uid(10260) },
]);

function reading<Id extends ProbeId>(
	probe: Id,
	parsed: Result<ProbeValues[Id], unknown>,
): Reading<ProbeValues[Id]> {
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
	return {
		...{ probe, at: 0, duration: 1, command: '', exit: 0, raw: '', stderr: '' },
		outcome: { kind: 'ok', value: parsed.value },
	};
}

/** The filter tables of a phone with AFWall+ on IPv4. */
function rules(text: string, v6?: string): Readings {
	const tables = [text, v6].flatMap((one, index) => {
		if (one === undefined) return [];
		const parsed = parseIptablesList(one);
		if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
		const family = index === 0 ? ('ipv4' as const) : ('ipv6' as const);
		return [{ family, name: 'filter' as const, chains: parsed.value.chains }];
	});
	return { firewall: reading('firewall', { ok: true, value: { tables, rounded: false } }) };
}

const part = (name: string) =>
	phone('rooted-13/firewall.txt').split(`@@${name}\n`)[1]?.split('@@')[0] ?? '';
const AFWALL = part('iptables filter');
const ANDROID_V6 = part('ip6tables filter');

const brief = (readings: Readings, of: number) =>
	firewallOf(readings, appOf)
		.apps.find(({ app }) => app.uid === of)
		?.holds.map(({ effect, what, packets }) => `${effect} ${what} ${packets ?? ''}`.trim());

describe('rules of AFWall+', () => {
	test('an app is let out where a rule names it, and refused where none does', () => {
		expect(brief(rules(AFWALL), 10245)).toEqual([
			'allowed Wi-Fi 12950',
			'blocked Local network 20',
			'allowed Mobile data 1490',
			'blocked Roaming 0',
			'allowed VPN 0',
		]);
	});

	test('what both families say is said once, what one says with its name', () => {
		const places = (v6: string) => brief(rules(AFWALL, v6), 10245)?.slice(0, 3);
		expect(places(AFWALL.replaceAll('0.0.0.0/0', '::/0'))).toEqual([
			'allowed Wi-Fi 25900',
			'blocked Local network 40',
			'allowed Mobile data 2980',
		]);
		expect(places(ANDROID_V6)?.[0]).toBe('allowed Wi-Fi, IPv4 12950');
	});

	test('everybody else meets the rule for everybody, whose counter is shared', () => {
		const { others } = firewallOf(rules(AFWALL), appOf);
		expect(others.map(({ what, shared }) => [what, shared])).toEqual([
			['Wi-Fi', true],
			['Local network', true],
			['Mobile data', true],
			['Roaming', true],
			['VPN', true],
		]);
	});

	test('where the rules leave holes', () => {
		const readings = {
			...rules(AFWALL, ANDROID_V6),
			interfaces: reading('interfaces', {
				ok: true,
				value: ['wlan0', 'seth_lte0', 'lo', 'rmnet_data0'].map((name) => ({
					name,
					rx: {
						bytes: 1,
						packets: 1,
						errs: 0,
						drop: 0,
						fifo: 0,
						compressed: 0,
						frame: 0,
						multicast: 0,
					},
					tx: {
						bytes: 1,
						packets: 1,
						errs: 0,
						drop: 0,
						fifo: 0,
						compressed: 0,
						colls: 0,
						carrier: 0,
					},
				})),
			}),
		};
		const titles = firewallOf(readings, appOf).notes.map(({ tone, title }) => `${tone}: ${title}`);
		expect(titles).toEqual([
			'danger: AFWall+ does not filter IPv6',
			'danger: AFWall+ does not cover seth_lte0',
			'warn: AFWall+ lets every app use port 53',
			'good: The policy ACCEPT of OUTPUT is normal (IPv4)',
			'info: A rule knows who opened a socket, not who pays for it',
		]);
	});

	test('port 53: what it let through is counted over all chains', () => {
		const note = firewallOf(rules(AFWALL), appOf).notes.find(({ title }) => title.includes('53'));
		expect(note?.text).toContain(`${88 + 300 + 410} packets`);
	});

	test('not hooked in, and cut off half-way', () => {
		const loose = AFWALL.replace('Chain afwall (1 ', 'Chain afwall (0 ')
			.replace('OUTPUT (policy ACCEPT', 'OUTPUT (policy DROP')
			.replace(/^.* bw_OUTPUT .*\n/m, '');
		const titles = firewallOf(rules(loose), appOf).notes.map(({ title }) => title);
		expect(titles).toContain('AFWall+ is not hooked in (IPv4)');
		expect(titles).toContain('What leaves is dropped (IPv4, policy of OUTPUT)');
		expect(titles).toContain("Android's own chains are cut off (IPv4)");
	});

	test('a rule in words', () => {
		const { tables } = firewallOf(rules(AFWALL), appOf);
		const words = (chain: string) =>
			tables[0]?.chains
				.find((one) => one.chain.name === chain)
				?.rules.map(({ when, does }) => `${when}: ${does}`);
		expect(words('afwall-3g-home')?.slice(0, 3)).toEqual([
			'UDP, to port 53: back to the chain before',
			'TCP, to port 53: back to the chain before',
			'of org.example.chat: back to the chain before',
		]);
		expect(words('afwall-wifi-wan')?.at(-2)).toBe(
			'without a socket, “kernel”: back to the chain before',
		);
		expect(words('afwall-reject')).toEqual([
			'limit: avg 1000/min burst 5: writes a line to the kernel log (“{AFL}”, flags 14 level 4)',
			'every packet: refuses, and says so to the app (reject-with icmp-port-unreachable)',
		]);
		expect(words('bw_global_alert')).toEqual([
			'after 2097152 bytes went by (globalAlert): only counts',
		]);
		expect(words('afwall')?.[3]).toBe('out on rmnet…: goes through that chain');
	});
});

describe("Android's own rules", () => {
	test('Doze lets the system, exceptions and nobody else out', () => {
		const doze = phone('oneplus-7/firewall.txt')
			.replaceAll('\r', '')
			.split('@@iptables filter\n')[1];
		const readings = rules(doze ?? '');
		expect(brief(readings, 10070)).toEqual(['allowed Doze 210']);
		expect(firewallOf(readings, appOf).others).toMatchObject([
			{ effect: 'blocked', what: 'Doze', packets: 18, shared: true },
		]);
	});

	test('chains of the kernel map count only while they are on', () => {
		const readings = (name: string): Readings => ({
			uidFirewall: reading('uidFirewall', parseUidOwnerMap(phone(`${name}/uidFirewall.txt`))),
		});
		expect(brief(readings('pixel-14'), 10122)).toEqual(['allowed Restricted networking']);
		expect(brief(readings('pixel-14'), 10187)).toEqual([
			'limited Metered networks',
			'blocked App standby',
			'blocked Restricted networking',
		]);
		expect(brief(readings('emulator-16'), 10190)).toEqual([
			'blocked Background',
			'blocked Cut off',
		]);
		expect(brief(readings('emulator-16'), 10131)).toEqual(['allowed Background']);
		expect(firewallOf(readings('emulator-16'), appOf).others).toMatchObject([
			{ effect: 'blocked', what: 'Background' },
		]);
	});

	test('data rules say what holds now', () => {
		const readings = {
			netpolicy: reading('netpolicy', parseDumpsysNetpolicy(phone('pixel-14/netpolicy.txt'))),
		};
		expect(brief(readings, 10187)).toEqual([
			'limited Metered networks',
			'blocked App standby',
			'limited Metered networks',
			'limited Metered networks',
		]);
		expect(brief(readings, 10164)).toEqual(['allowed Data saver']);
	});
});

test('lines of the log are told by app', () => {
	const readings = {
		kernelLog: reading('kernelLog', parseNetfilterLog(phone('rooted-13/kernelLog.txt'))),
	};
	const { apps, log } = firewallOf(readings, appOf);
	expect(apps.map(({ app, logged }) => [app.name, logged])).toEqual([
		['org.example.player', 2],
		['uid 1010299 (user 10)', 1],
	]);
	expect(log.map(({ app }) => app?.name)).toContain(undefined);
});

test('chains that jump in a circle end', () => {
	const circle = `Chain OUTPUT (policy ACCEPT 0 packets, 0 bytes)
  1 1 a all -- * * 0.0.0.0/0 0.0.0.0/0
Chain a (2 references)
  1 1 b all -- * * 0.0.0.0/0 0.0.0.0/0
  1 1 b all -- * * 0.0.0.0/0 0.0.0.0/0
  1 1 DROP all -- * * 0.0.0.0/0 0.0.0.0/0 owner UID match u0_a260
Chain b (2 references)
  1 1 a all -- * * 0.0.0.0/0 0.0.0.0/0
`;
	expect(brief(rules(circle), 10260)).toEqual(['blocked Every network 1']);
});
