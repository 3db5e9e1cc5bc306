import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { routingFactsOf } from '../analysis/routingFacts.ts';
import type { Outcome } from '../model/reading.ts';
import { parseIpLink } from '../parse/ipLink.ts';
import { parseIpRoute } from '../parse/ipRoute.ts';
import { parseIpRule } from '../parse/ipRule.ts';
import { probes } from './index.ts';
import { readAnswer } from './probe.ts';

// Output of real phones, kept beside the project: read in place, never copied. Counts are checked against awk.
const dumps = new URL('../../../../shared/dumps/', import.meta.url);
const SAILFISH = 'android10-sailfish-aosp-userdebug';
const NEXUS_ONE = 'android2.3-nexusone-miui';
const pathOf = (name: string) => fileURLToPath(new URL(name, dumps));
const read = (name: string) => readFileSync(pathOf(name), 'utf8');
const section = (name: string) => read(name).replace(/^------ .*\n/, '');
const awk = (program: string, name: string) =>
	execFileSync('awk', [program, pathOf(name)], { encoding: 'utf8' }).trim();

function valueOf<T>(outcome: Outcome<T>): T {
	expect(outcome).toMatchObject({ kind: 'ok' });
	if (outcome.kind !== 'ok') throw new Error('not read');
	return outcome.value;
}

/** What stands in a snippet after the line that ends with `from`, without the prompts of who wrote it down. */
function snippet(name: string, from = ''): string {
	const lines = read(`snippets/${name}`).split('\n');
	const start = lines.findIndex((line) => line.startsWith(from));
	return lines
		.slice(start)
		.filter((line) => /^\+?\s*\d+:\s/.test(line))
		.join('\n');
}

describe.skipIf(!existsSync(dumps))('dumps of real phones (../shared/dumps)', () => {
	test('a bug report of Android 10: rules by name, tables by number', () => {
		const tables = read(`${SAILFISH}/ip_route_tables.txt`).replace(
			/^------ ROUTE TABLE IPv([46]) \(ip -[46] route show table (\d+)\) ------$/gm,
			'@@route$1 $2',
		);
		const routing = valueOf(
			readAnswer(
				probes.routing,
				`@@rule4\n${section(`${SAILFISH}/ip_rule.txt`)}@@rule6\n${section(`${SAILFISH}/ip_6_rule.txt`)}${tables}@@tables\n${section(`${SAILFISH}/rt_tables.txt`)}`,
			),
		);
		const rules = [4, 6].map((family) => routing.rules.filter((rule) => rule.family === family));
		const lines = ['ip_rule', 'ip_6_rule'].map((name) =>
			Number(awk('/^[0-9]+:/ { n++ } END { print n }', `${SAILFISH}/${name}.txt`)),
		);
		expect(rules.map(({ length }) => length)).toEqual(lines);
		// `lookup dummy0` is the table that its section calls 1003.
		const dummy = routing.rules.filter(({ oif }) => oif === 'dummy0').map(({ action }) => action);
		expect(new Set(dummy.map((action) => 'table' in action && action.table))).toEqual(
			new Set(['1003']),
		);
		expect(routing.routes.filter(({ table }) => table === '1003')).toMatchObject([
			{ family: 4, destination: { length: 0 }, hops: [{ device: 'dummy0' }] },
			{ family: 6, destination: { address: 'fe80::', length: 64 } },
			{ family: 6, destination: { length: 0 }, metric: 1024 },
		]);
		const rows = awk('/^[^-]/ && NF { n++ } END { print n }', `${SAILFISH}/ip_route_tables.txt`);
		expect(routing.routes.length).toBe(Number(rows));
	});

	test('its devices and addresses', () => {
		const links = valueOf(
			readAnswer(
				probes.links,
				`@@link\n${section(`${SAILFISH}/ip_link.txt`)}@@addr\n${section(`${SAILFISH}/ip_4_addr.txt`)}${section(`${SAILFISH}/ip_6_addr.txt`)}`,
			),
		);
		const names = awk('/^[0-9]+: / { sub(/[@:].*/, "", $2); print $2 }', `${SAILFISH}/ip_link.txt`);
		expect(links.map(({ name }) => name)).toEqual(names.split('\n'));
		expect(links.find(({ name }) => name === 'rmnet_data6')).toMatchObject({ type: '[530]' });
		expect(links.flatMap(({ addresses }) => addresses.map(({ address }) => address))).toEqual([
			...['127.0.0.1', '::1', 'fe80::2804:76ff:fee4:f8b8'],
		]);
	});

	test('neighbours: nobody, which is an answer', () => {
		const [v4, v6] = ['arp_cache', 'ip_6_neigh'].map((name) => section(`${SAILFISH}/${name}.txt`));
		expect(valueOf(readAnswer(probes.neighbours, `@@4\n${v4 ?? ''}@@6\n${v6 ?? ''}`))).toEqual([]);
		expect(valueOf(readAnswer(probes.neighbours, section(`${NEXUS_ONE}/arp_cache.txt`)))).toEqual(
			[],
		);
	});

	test('Android 2.3: a table without routes, and a netcfg that failed', () => {
		const text = `@@proc4\n${section(`${NEXUS_ONE}/network_routes.txt`)}`;
		expect(valueOf(readAnswer(probes.routing, text))).toMatchObject({ ruled: false, routes: [] });
		expect(readAnswer(probes.links, section(`${NEXUS_ONE}/ip_link.txt`)).kind).toBe('missing');
	});

	test.each([
		['ip_6_rule_android12_openthread.txt', '0:'],
		['ip_rule_android5-6_tethering_rndis0.txt', '0:'],
		['ip_rule_android6_nexus5_root.txt', '0:'],
		['ip_rule_pixel7a_root_vpn_lockdown.txt', '0:'],
		['ip_rule_unrooted_numeric_tables_termux_rmnet.txt', '~ $ ip rule show'],
	])('%s: every rule', (name, from) => {
		const text = snippet(name, from);
		const parsed = parseIpRule(text, name.includes('ip_6') ? 6 : 4);
		expect(parsed.ok && parsed.value.length).toBe(text.split('\n').length);
	});

	test.each([
		['ip_rule_android5-6_tethering_rndis0.txt', '0:', '5-11', []],
		['ip_rule_android6_nexus5_root.txt', '0:', '5-11', []],
		['ip_rule_pixel7a_root_vpn_lockdown.txt', '0:', '13', []],
		['ip_rule_unrooted_numeric_tables_termux_rmnet.txt', '~ $ ip rule show', '12', [29000, 31000]],
		['ip_6_rule_android12_openthread.txt', '0:', '12', [31400, 31500]],
	])('%s: every rule has its name', (name, from, era, foreign) => {
		const parsed = parseIpRule(snippet(name, from), name.includes('ip_6') ? 6 : 4);
		const rules = parsed.ok ? parsed.value : [];
		const routing = { ruled: true, rules, routes: [], tableNames: [], kernelSays: [] };
		const facts = routingFactsOf(routing, [], undefined);
		expect(facts.era).toBe(era);
		const others = facts.rules.filter(({ kind }) => kind === 'foreign');
		expect(others.map(({ rule }) => rule.priority)).toEqual(foreign);
	});

	test('rules of a VPN that started, quoted as a difference', () => {
		const text = snippet('ip_rule_oxygenos_unrooted_vpn_diff.txt').replace(/^\+/gm, ' ');
		const parsed = parseIpRule(text, 4);
		const vpn = parsed.ok ? parsed.value.filter(({ uids }) => uids?.last === 99_999) : [];
		expect(vpn.map(({ priority }) => priority)).toEqual([13000, 14000]);
	});

	test('both families in one list', () => {
		const name = 'snippets/ip_rule_unrooted_numeric_tables_termux_rmnet.txt';
		const all = read(name).split('\n');
		const rows = all.slice(
			all.findIndex((line) => line.endsWith('t all')) + 1,
			all.findIndex((line) => line.endsWith('ip rule show')),
		);
		const routes = ([4, 6] as const).map((family) => {
			const parsed = parseIpRoute(rows.join('\n'), family);
			return parsed.ok ? parsed.value : [];
		});
		const ofIpv6 = rows.filter((row) => row.includes(' pref ')).length;
		expect(routes.map(({ length }) => length)).toEqual([rows.length - ofIpv6, ofIpv6]);
		expect(routes[1]?.filter(({ protocol }) => protocol === 'ra')).toHaveLength(2);
	});

	test('ip addr of a Pixel: a link type that its ip does not know', () => {
		const parsed = parseIpLink(read('snippets/ip_addr_pixel_unrooted_2025.txt'));
		const links = parsed.ok ? parsed.value : [];
		expect(links.map(({ name, type }) => `${name} ${type ?? '?'}`)).toEqual([
			...['lo loopback', 'dummy0 ether', 'tunl0 ipip', 'ip6tnl0 tunnel6', 'rmnet1 [519]'],
			...['wlan0 ether', 'radiotap0 ieee802.11/radiotap', 'tun0 none'],
		]);
		expect(links.at(-1)?.addresses.map(({ prefixLength }) => prefixLength)).toEqual([32, 128, 64]);
	});
});
