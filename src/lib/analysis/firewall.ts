import type { Chain, Firewall } from '../model/firewall.ts';
import type {
	AppFirewall,
	ChainView,
	FirewallView,
	Hold,
	LoggedRow,
	TableView,
} from '../model/firewallView.ts';
import { type Readings, valueOf } from '../model/reading.ts';
import { appIdOf, uid, type Uid } from '../model/uid.ts';
import type { AppLookup } from './apps.ts';
import { chainMeaning } from './firewallChains.ts';
import {
	filtersOf,
	holdsOfMap,
	holdsOfPolicy,
	holdsOfRules,
	type Filters,
} from './firewallHolds.ts';
import { notesOf } from './firewallNotes.ts';
import { uidsNamed } from './firewallVerdict.ts';
import { appsNamed, ruleDoes, ruleWhen } from './firewallWords.ts';

/** Apps that a page can show; a phone has some hundred. */
const MAX_APPS = 5000;

/** Joins what rules, the kernel's map, Android's data rules and the log say, by app. */
export function firewallOf(readings: Readings, appOf: AppLookup): FirewallView {
	const firewall = valueOf(readings.firewall);
	const filters = filtersOf(firewall);
	const holdsOf = (of: Uid): readonly Hold[] => [
		...holdsOfRules(filters, of),
		...holdsOfMap(valueOf(readings.uidFirewall), of),
		...holdsOfPolicy(valueOf(readings.netpolicy), of),
	];
	const named = uidsOf(readings, filters);
	const log = logOf(readings, appOf);
	return {
		tables: tablesOf(firewall, appOf),
		apps: appsWith(named, log, { appOf, holdsOf }),
		others: holdsOf(unnamed(named)),
		notes: notesOf(filters, valueOf(readings.interfaces) ?? []),
		log,
	};
}

interface Lookups {
	readonly appOf: AppLookup;
	readonly holdsOf: (of: Uid) => readonly Hold[];
}

function appsWith(
	uids: ReadonlySet<Uid>,
	log: readonly LoggedRow[],
	{ appOf, holdsOf }: Lookups,
): readonly AppFirewall[] {
	const logged = new Map<Uid, number>();
	for (const { packet } of log) {
		if (packet.uid !== undefined) logged.set(packet.uid, (logged.get(packet.uid) ?? 0) + 1);
	}
	return [...new Set([...uids, ...logged.keys()])]
		.slice(0, MAX_APPS)
		.map((of) => ({ app: appOf(of), holds: holdsOf(of), logged: logged.get(of) ?? 0 }))
		.filter((row) => row.holds.length > 0 || row.logged > 0)
		.sort((a, b) => weight(b) - weight(a) || a.app.uid - b.app.uid);
}

const WEIGHTS = { blocked: 100, limited: 10, allowed: 1 } as const;

const weight = ({ holds, logged }: AppFirewall): number =>
	holds.reduce((sum, { effect }) => sum + WEIGHTS[effect], 0) + Math.min(logged, 50);

/** Uids that anything is said of. */
function uidsOf(readings: Readings, filters: Filters): ReadonlySet<Uid> {
	const map = valueOf(readings.uidFirewall);
	const told = map === undefined ? [] : [...map.rows.map((row) => row.uid), ...map.noInternet];
	return new Set([...uidsOfRules(filters), ...told, ...uidsOfPolicy(readings)]);
}

const uidsOfRules = (filters: Filters): readonly Uid[] =>
	filters.flatMap(([, chains]) =>
		[...chains.values()].flatMap(({ rules }) => rules.flatMap((rule) => uidsNamed(rule).map(uid))),
	);

function uidsOfPolicy({ netpolicy }: Readings): readonly Uid[] {
	const policy = valueOf(netpolicy);
	if (policy === undefined) return [];
	const held = policy.uidStates.filter(({ rules, blocked }) => rules.length + blocked.length > 0);
	return [...policy.uidPolicies, ...held].map((row) => row.uid);
}

/** An app that nothing names: what holds for it holds for all others. */
function unnamed(named: ReadonlySet<Uid>): Uid {
	let candidate = uid(19_999);
	while (named.has(candidate) && appIdOf(candidate) > 10_000) candidate = uid(candidate - 1);
	return candidate;
}

const logOf = ({ kernelLog }: Readings, appOf: AppLookup): readonly LoggedRow[] =>
	(valueOf(kernelLog)?.packets ?? []).map((packet) => ({
		packet,
		app: packet.uid === undefined ? undefined : appOf(packet.uid),
	}));

const tablesOf = (firewall: Firewall | undefined, appOf: AppLookup): readonly TableView[] =>
	(firewall?.tables ?? []).map(({ family, name, chains }) => ({
		...{ family, name },
		chains: chains.map((chain) => chainView(chain, appOf)),
	}));

const chainView = (chain: Chain, appOf: AppLookup): ChainView => ({
	chain,
	meaning: chainMeaning(chain.name),
	busiest: chain.rules.reduce((most, rule) => Math.max(most, rule.packets), chain.packets ?? 0),
	rules: chain.rules.map((rule, index) => ({
		number: index + 1,
		rule,
		when: ruleWhen(rule, appOf),
		does: ruleDoes(rule),
		apps: appsNamed(rule, appOf),
	})),
});
