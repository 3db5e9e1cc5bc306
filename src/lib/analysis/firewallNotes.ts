import type { InterfaceCounters } from '../model/counters.ts';
import type { Chain } from '../model/firewall.ts';
import type { FirewallNote } from '../model/firewallView.ts';
import { fits } from './firewallVerdict.ts';
import type { Filters } from './firewallHolds.ts';
import { uid } from '../model/uid.ts';

const FAMILY = { ipv4: 'IPv4', ipv6: 'IPv6' } as const;

/** What a person should know of these rules before trusting them. */
export function notesOf(
	filters: Filters,
	interfaces: readonly InterfaceCounters[],
): readonly FirewallNote[] {
	if (filters.length === 0) return [];
	const notes = filters.flatMap(([family, chains]) => [
		...hookNotes(FAMILY[family], chains),
		...policyNotes(FAMILY[family], chains),
	]);
	return [...afwallNotes(filters, interfaces), ...notes, ...normalPolicy(filters), ...OWNER];
}

/** guide of the firewall: one socket, two owners. */
const OWNER: readonly FirewallNote[] = [
	{
		tone: 'info',
		title: 'A rule knows who opened a socket, not who pays for it',
		text: 'Android asks DNS on behalf of apps: to a rule and in the log such a packet belongs to root, while the counters charge the app. Packets that came in, or that no socket sent, have no uid at all.',
	},
];

function afwallNotes(
	filters: Filters,
	interfaces: readonly InterfaceCounters[],
): readonly FirewallNote[] {
	const hooked = filters.filter(([, chains]) => chains.has('afwall'));
	if (hooked.length === 0) return [];
	const without = filters.filter(([, chains]) => !chains.has('afwall'));
	const notes: FirewallNote[] = without.map(([family]) => ({
		tone: 'danger',
		title: `AFWall+ does not filter ${FAMILY[family]}`,
		text: `Its chains are in the other family alone: over ${FAMILY[family]} every app passes. Its preferences have a switch for it.`,
	}));
	for (const [family, chains] of hooked) {
		if (chains.get('afwall')?.references === 0) {
			notes.push({
				tone: 'danger',
				title: `AFWall+ is not hooked in (${FAMILY[family]})`,
				text: 'Its chain is there, but nothing leads to it: nothing is filtered. Apply the rules again in AFWall+.',
			});
		}
	}
	return [...notes, ...uncovered(hooked, interfaces), ...portNote(hooked)];
}

/** Interfaces that carried something and that no rule of AFWall+ sends anywhere. */
function uncovered(
	hooked: Filters,
	interfaces: readonly InterfaceCounters[],
): readonly FirewallNote[] {
	const rules = hooked[0]?.[1].get('afwall')?.rules ?? [];
	const names = interfaces
		.filter(({ name, tx }) => name !== 'lo' && name !== 'dummy0' && tx.bytes > 0)
		.map(({ name }) => name)
		.filter((name) => !rules.some((rule) => covers(rule.out, name)));
	if (names.length === 0) return [];
	return [
		{
			tone: 'danger',
			title: `AFWall+ does not cover ${names.slice(0, 5).join(', ')}`,
			text: 'No rule of its first chain names this interface: what leaves there passes, whichever app it belongs to.',
		},
	];
}

function covers(pattern: string, name: string): boolean {
	if (pattern === '*') return true;
	if (pattern.startsWith('!')) return !covers(pattern.slice(1), name);
	return pattern.endsWith('+') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}

/** Chains of AFWall+ in which everybody may reach port 53. */
function portNote(hooked: Filters): readonly FirewallNote[] {
	const open = hooked.flatMap(([, chains]) =>
		[...chains.values()].filter(({ name }) => name.startsWith('afwall-')).filter(passesDns),
	);
	const names = [...new Set(open.map(({ name }) => name))];
	if (names.length === 0) return [];
	const packets = open.flatMap(({ rules }) => rules.filter(isDnsForAll));
	const counted = packets.reduce((sum, rule) => sum + rule.packets, 0);
	return [
		{
			tone: 'warn',
			title: 'AFWall+ lets every app use port 53',
			text: `Names could not be looked up otherwise; a blocked app keeps a way out to any host on that port. ${counted} packets took it, in ${names.join(', ')}.`,
		},
	];
}

const passesDns = ({ rules }: Chain): boolean => rules.some(isDnsForAll);

function isDnsForAll(rule: Chain['rules'][number]): boolean {
	if (rule.target !== 'RETURN' && rule.target !== 'ACCEPT') return false;
	const port = rule.matches.some(
		(match) =>
			match.kind === 'port' &&
			!match.not &&
			match.side === 'destination' &&
			/^(?:53|domain)$/.test(match.ports),
	);
	const owner = rule.matches.some(
		({ kind }) => kind === 'uid' || kind === 'user' || kind === 'gid',
	);
	return port && !owner;
}

/** Android's jumps from the built-in chains (netd `Controllers.cpp`); whoever flushes OUTPUT takes them away. */
function hookNotes(family: string, chains: ReadonlyMap<string, Chain>): readonly FirewallNote[] {
	if (!chains.has('bw_OUTPUT')) return [];
	const jumps = (name: string) => (chains.get(name)?.rules ?? []).map(({ target }) => target);
	const lost = [
		...['bw_OUTPUT', 'fw_OUTPUT'].filter(
			(name) => chains.has(name) && !jumps('OUTPUT').includes(name),
		),
		...['bw_INPUT'].filter((name) => chains.has(name) && !jumps('INPUT').includes(name)),
	];
	if (lost.length === 0) return [];
	return [
		{
			tone: 'warn',
			title: `Android's own chains are cut off (${family})`,
			text: `Nothing leads to ${lost.join(', ')}: somebody emptied a built-in chain. Data limits, data saver and battery rules do nothing until the phone starts again.`,
		},
	];
}

function policyNotes(family: string, chains: ReadonlyMap<string, Chain>): readonly FirewallNote[] {
	const output = chains.get('OUTPUT');
	if (output === undefined) return [];
	if (output.policy === 'DROP' && !letsSomebodyOut(output)) {
		return [
			{
				tone: 'danger',
				title: `What leaves is dropped (${family}, policy of OUTPUT)`,
				text: 'AFWall+ sets this while it applies its rules and takes it back at the end: it may have stopped half-way. Unless somebody meant it, apply the rules again.',
			},
		];
	}
	return [];
}

/** AFWall+ users ask about it: once for all families. */
function normalPolicy(filters: Filters): readonly FirewallNote[] {
	const normal = filters.filter(
		([, chains]) => chains.get('OUTPUT')?.policy === 'ACCEPT' && chains.has('afwall'),
	);
	if (normal.length === 0) return [];
	const families = normal.map(([family]) => FAMILY[family]).join(' and ');
	return [
		{
			tone: 'good',
			title: `The policy ACCEPT of OUTPUT is normal (${families})`,
			text: 'AFWall+ and Android refuse packets by rules; the policy meets only what no rule decided on.',
		},
	];
}

/** An app of no name would pass by a rule. */
const letsSomebodyOut = (output: Chain): boolean =>
	output.rules.some((rule) => rule.target === 'ACCEPT' && fits(rule, uid(10_000)) === 'always');
