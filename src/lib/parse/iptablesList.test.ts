import { describe, expect, test } from 'vitest';
import type { Rule } from '../model/firewall.ts';
import { parseIptablesList } from './iptablesList.ts';

const TITLES =
	'    pkts      bytes target     prot opt in     out     source               destination         ';
const listing = (...rows: string[]) =>
	['Chain OUTPUT (policy ACCEPT 5 packets, 300 bytes)', TITLES, ...rows, ''].join('\n');

function ruleOf(row: string): Rule | undefined {
	const parsed = parseIptablesList(listing(row));
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
	return parsed.value.chains[0]?.rules[0];
}

const V4 = 'all  --  *      *       0.0.0.0/0            0.0.0.0/0           ';

describe('columns', () => {
	test('a rule without a target only counts', () => {
		expect(ruleOf(`       3      180            ${V4} owner socket exists`)).toMatchObject({
			packets: 3,
			bytes: 180,
			target: undefined,
			protocol: 'all',
			matches: [{ kind: 'socket', not: false }],
		});
	});

	test.each([
		[
			'       3      180 DROP       all      *      wlan0   ::/0                 2001:db8::/32',
			'DROP',
		],
		[
			'       3      180            all      *      wlan0   ::/0                 2001:db8::/32',
			undefined,
		],
		['3 180 DROP all * wlan0 ::/0 2001:db8::/32', 'DROP'],
		['3 180 all * wlan0 ::/0 2001:db8::/32', undefined],
	])('ip6tables leaves "opt" empty: %s', (row, target) => {
		expect(ruleOf(row)).toMatchObject({
			...{ target, protocol: 'all', in: '*', out: 'wlan0' },
			...{ source: '::/0', destination: '2001:db8::/32' },
		});
	});

	test('blanks that somebody took out of a posted listing are not missed', () => {
		expect(
			ruleOf('17 778 RETURN all -- * * 0.0.0.0/0 0.0.0.0/0 owner UID match 0-9999'),
		).toMatchObject({
			target: 'RETURN',
			matches: [{ kind: 'uid', not: false, from: 0, to: 9999 }],
		});
	});

	test('without -x and -n: thousands, names and words', () => {
		const parsed = parseIptablesList(
			listing(
				' 7501 2899K RETURN     udp  --  any    any     anywhere             anywhere             udp dpt:domain owner UID match u0_a182',
			),
		);
		expect(parsed).toMatchObject({
			ok: true,
			value: {
				rounded: true,
				chains: [
					{
						rules: [
							{
								...{ packets: 7501, bytes: 2_899_000, in: '*', out: '*' },
								...{ source: 'anywhere', destination: 'anywhere' },
								matches: [
									{ kind: 'port', ports: 'domain' },
									{ kind: 'user', not: false, name: 'u0_a182' },
								],
							},
						],
					},
				],
			},
		});
	});

	test('protocols as numbers, as newer iptables writes them', () => {
		const row =
			'       3      180 ACCEPT     17   --  *      !lo     0.0.0.0/0           !10.0.0.0/8         ';
		expect(ruleOf(row)).toMatchObject({ protocol: 'udp', out: '!lo', destination: '!10.0.0.0/8' });
	});
});

describe('what stands behind the columns', () => {
	const matchesOf = (words: string) => ruleOf(`       3      180 X          ${V4} ${words}`);

	test.each([
		['! owner UID match 0-4294967294', [{ kind: 'uid', not: true, from: 0, to: 4_294_967_294 }]],
		['owner GID match 3003', [{ kind: 'gid', not: false, ids: '3003' }]],
		[
			'tcp spt:1024 dpts:!80:90 flags:0x04/0x04',
			[
				{ kind: 'port', not: false, side: 'source', ports: '1024' },
				{ kind: 'port', not: true, side: 'destination', ports: '80:90' },
				{ kind: 'other', text: 'tcp flags:0x04/0x04' },
			],
		],
		['multiport ports 5060', [{ kind: 'port', not: false, side: 'either', ports: '5060' }]],
		[
			'! quota globalAlert: 2097152 bytes ',
			[{ kind: 'quota', not: true, name: 'globalAlert', bytes: 2_097_152 }],
		],
		['quota: 12 bytes', [{ kind: 'quota', not: false, name: undefined, bytes: 12 }]],
		['/* tcp dpt:53 "x */', [{ kind: 'comment', text: 'tcp dpt:53 "x' }]],
		[
			'! ctstate INVALID connmark match  0x1/0x1',
			[
				{ kind: 'state', not: true, states: 'INVALID' },
				{ kind: 'other', text: 'connmark match 0x1/0x1' },
			],
		],
	])('%s', (words, matches) => {
		expect(matchesOf(words)?.matches).toEqual(matches);
	});

	test('the prefix of log lines is told apart from the options of the target', () => {
		expect(
			ruleOf(`  3 180 LOG ${V4} limit: avg 1000/min burst 5 LOG flags 8 level 4 prefix "{AFL} "`),
		).toMatchObject({
			matches: [
				{ kind: 'other', text: 'limit: avg 1000/min burst 5' },
				{ kind: 'log', prefix: '{AFL}' },
			],
			options: 'LOG flags 8 level 4',
		});
	});

	test('-g', () => {
		expect(ruleOf(`  3 180 away ${V4} [goto]  owner UID match 10190`)).toMatchObject({
			...{ target: 'away', goto: true, options: '' },
			matches: [{ kind: 'uid', from: 10190, to: 10190 }],
		});
	});
});

describe('what is no listing', () => {
	test('a row before any chain', () => {
		expect(parseIptablesList(`  3 180 DROP ${V4}`)).toMatchObject({
			ok: false,
			error: { kind: 'malformed', line: 1 },
		});
	});

	test('only a complaint', () => {
		expect(
			parseIptablesList("iptables v1.8.4: can't initialize iptables table `nat'"),
		).toMatchObject({ ok: false, error: { kind: 'absent' } });
	});
});
