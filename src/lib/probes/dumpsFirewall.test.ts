import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Firewall } from '../model/firewall.ts';
import type { Outcome } from '../model/reading.ts';
import { parseIptablesList } from '../parse/iptablesList.ts';
import { parseIptablesSave } from '../parse/iptablesSave.ts';
import { parseNetfilterLog } from '../parse/netfilterLog.ts';
import { probes } from './index.ts';
import { readAnswer } from './probe.ts';

// Output of real phones, kept beside the project: read in place, never copied. Sums are checked against awk.
const dumps = new URL('../../../../shared/dumps/', import.meta.url);
const pathOf = (name: string) => fileURLToPath(new URL(name, dumps));
const read = (name: string) => readFileSync(pathOf(name), 'utf8');
const section = (name: string) => read(name).replace(/^------ .*\n/, '');
const awk = (program: string, name: string) =>
	execFileSync('awk', [program, pathOf(name)], { encoding: 'utf8' }).trim();

function valueOf<T>(outcome: Outcome<T>): T {
	if (outcome.kind !== 'ok') throw new Error(JSON.stringify(outcome));
	return outcome.value;
}

const SAILFISH = 'android10-sailfish-aosp-userdebug/';
const TABLES = [
	['iptables', 'filter'],
	['iptables', 'nat'],
	['iptables', 'mangle'],
	['iptables', 'raw'],
	['ip6tables', 'filter'],
	['ip6tables', 'mangle'],
	['ip6tables', 'raw'],
] as const;

/** As a bug report's sections are put together. */
const wholeFirewall = (): Firewall =>
	valueOf(
		readAnswer(
			probes.firewall,
			TABLES.map(
				([tool, table]) => `@@${tool} ${table}\n${section(`${SAILFISH}${tool}_${table}.txt`)}`,
			).join(''),
		),
	);

describe.skipIf(!existsSync(dumps))('firewalls of real phones (../shared/dumps)', () => {
	test('every table of a bug report is there, whole', () => {
		const { tables, rounded } = wholeFirewall();
		expect(rounded).toBe(false);
		for (const [tool, name] of TABLES) {
			const family = tool === 'iptables' ? 'ipv4' : 'ipv6';
			const table = tables.find((one) => one.family === family && one.name === name);
			const rules = table?.chains.flatMap((chain) => chain.rules) ?? [];
			const bytes = rules.reduce((sum, rule) => sum + rule.bytes, 0);
			const counted = awk(
				'/^Chain/ { c++ } /^ +[0-9]+ +[0-9]+ / { r++; b += $2 } END { print c+0, r+0, b+0 }',
				`${SAILFISH}${tool}_${name}.txt`,
			);
			expect(`${table?.chains.length} ${rules.length} ${bytes}`).toBe(counted);
		}
		expect(tables).toHaveLength(TABLES.length);
	});

	test('rules without target, named quotas, uids and targets with words of their own', () => {
		const { tables } = wholeFirewall();
		const rulesOf = (family: string, table: string, chain: string) =>
			tables
				.find((one) => one.family === family && one.name === table)
				?.chains.find(({ name }) => name === chain)?.rules ?? [];
		const references = tables[0]?.chains.find(({ name }) => name === 'bw_global_alert')?.references;
		expect(references).toBe(2);
		expect(rulesOf('ipv6', 'filter', 'bw_OUTPUT').at(-1)).toMatchObject({
			...{ packets: 4, bytes: 224, target: undefined, protocol: 'all' },
			matches: [{ kind: 'socket', not: false }],
		});
		expect(rulesOf('ipv4', 'filter', 'bw_global_alert')[0]?.matches).toEqual([
			{ kind: 'quota', not: true, name: 'globalAlert', bytes: 2_097_152 },
		]);
		expect(rulesOf('ipv4', 'filter', 'bw_happy_box')[0]?.matches).toEqual([
			{ kind: 'uid', not: false, from: 10044, to: 10044 },
		]);
		expect(rulesOf('ipv4', 'mangle', 'tetherctrl_mangle_FORWARD')[0]).toMatchObject({
			...{ target: 'TCPMSS', options: 'TCPMSS clamp to PMTU' },
			matches: [{ kind: 'other', text: 'tcp flags:0x02/0x02' }],
		});
		expect(rulesOf('ipv4', 'raw', 'nm_mdmprxy_raw_pre')[0]).toMatchObject({
			...{ target: 'CT', protocol: 'tcp' },
			matches: [{ kind: 'port', side: 'either', ports: '5060' }],
		});
	});

	test('what people post: rounded, without -n, without blanks, without "opt"', () => {
		const excerpts = read('snippets/iptables_afwall_1219_1260_1323_excerpts.txt')
			.split(/^# source: .*\n/m)
			.filter((text) => text !== '' && !text.includes('st_penalty_log'));
		const parsed = excerpts.map((text) =>
			parseIptablesList(text.startsWith('Chain') ? text : `Chain x (1 references)\n${text}`),
		);
		const values = parsed.map((one) => (one.ok ? one.value : one.error));
		expect(values).toHaveLength(4);
		expect(values[0]).toMatchObject({
			rounded: true,
			chains: [{ name: 'INPUT', packets: 1788, bytes: 1_056_000 }, {}, { name: 'OUTPUT' }],
		});
		expect(values[1]).toMatchObject({
			chains: [
				{
					rules: [
						{ matches: [{ from: 99_910_159 }] },
						{},
						{ packets: 17, matches: [{ from: 0, to: 9999 }] },
						{ matches: [{ not: true, to: 4_294_967_294 }] },
						{ protocol: 'esp' },
						{ matches: [{ text: 'tcp flags:0x04/0x04' }] },
						{ target: 'DROP', bytes: 1980 },
					],
				},
				{ name: 'fw_powersave', rules: [] },
			],
		});
		expect(values[2]).toMatchObject({ chains: [{ rules: [{ bytes: 131e6, in: '*' }, {}] }] });
		expect(values[3]).toMatchObject({
			chains: [
				{
					rules: [
						{ matches: [{ kind: 'user', name: 'u0_a182' }] },
						{},
						{ matches: [{ ports: 'domain' }, { kind: 'user', name: 'root' }] },
						{},
						{ target: 'afwall-reject', matches: [{ from: 0, to: 999_999_999 }] },
						{},
					],
				},
			],
		});
	});

	test('a save of a phone with AFWall', () => {
		const parsed = parseIptablesSave(
			read('snippets/iptables_save_samsung_afwall_android.txt'),
			'ipv4',
		);
		const chains = parsed.ok ? (parsed.value[0]?.chains ?? []) : [];
		expect(String(chains.length)).toBe(
			awk('/^:/ { n++ } END { print n }', 'snippets/iptables_save_samsung_afwall_android.txt'),
		);
		expect(chains.find(({ name }) => name === 'OUTPUT')).toMatchObject({
			...{ policy: 'ACCEPT', packets: 2159, bytes: 250_076 },
		});
		expect(chains.find(({ name }) => name === 'bw_INPUT')?.references).toBe(1);
	});

	test('lines of the firewall in kernel logs', () => {
		const parsed = parseNetfilterLog(read('snippets/kernel_log_netfilter_lines.txt'));
		expect(parsed.ok && parsed.value.packets).toMatchObject([
			{ at: '5739.482168', prefix: 'CMWRAP', uid: 10126, destinationPort: 8080 },
			{ prefix: 'Dropped outbound packet:', out: 'lo', uid: 1000 },
			{ at: '20083.739224', prefix: '', length: 60, mark: 0xca6c, uid: undefined },
			{ prefix: '[UFW BLOCK]', source: 'fe80::ae72:89ff:fec9:8f1', ttl: 255 },
		]);
	});

	test.each([`${SAILFISH}kernel_log.txt`, 'android2.3-nexusone-miui/kernel_log.txt'])(
		'%s: a log without packets',
		(name) => {
			const log = valueOf(readAnswer(probes.kernelLog, section(name)));
			const lines = awk('NR > 1 && NF { n++ } END { print n }', name);
			expect([log.packets.length, String(log.otherLines)]).toEqual([0, lines]);
		},
	);

	test('data rules of a phone with a second user', () => {
		const name = `${SAILFISH}dumpsys_netpolicy.txt`;
		const policy = valueOf(readAnswer(probes.netpolicy, read(name)));
		expect(policy).toMatchObject({
			...{ dataSaver: false, batterySaver: false, doze: false, meteredInterfaces: [] },
			uidPolicies: [
				{ uid: 10044, policies: ['ALLOW_METERED_BACKGROUND'] },
				{ uid: 1_110_044, policies: ['ALLOW_METERED_BACKGROUND'] },
			],
		});
		expect(String(policy.uidStates.length)).toBe(
			awk('/^  UID=[0-9]+ state=/ { n++ } END { print n }', name),
		);
		expect(policy.uidStates[4]).toEqual({ uid: 10036, state: 'fg svc', rules: [], blocked: [] });
	});

	test('a kernel without eBPF has no firewall per uid', () => {
		const text = section(`${SAILFISH}netd_trafficcontroller.txt`);
		expect(readAnswer(probes.uidFirewall, text).kind).toBe('missing');
	});
});
