import type { NetworkLink } from '../model/link.ts';
import type { Routing, RoutingRule, UidRange } from '../model/routing.ts';
import type {
	NamedRule,
	RoutingFacts,
	RuleKind,
	TetherFact,
	VpnFact,
} from '../model/routingFacts.ts';
import { warningsOf } from './routingWarnings.ts';
import { namedTables, tableNamer } from './routingTables.ts';
import { eraOf, kindOf } from './ruleKinds.ts';
import { markWords, RULE_WORDS } from './ruleWords.ts';

/** What the rules and tables of a phone mean. `sdk` is its API level, where known. */
export function routingFactsOf(
	routing: Routing,
	links: readonly NetworkLink[],
	sdk: number | undefined,
): RoutingFacts {
	const era = eraOf(routing.rules, sdk);
	const nameOf = tableNamer(routing, links);
	const rules = routing.rules.map((rule) => named(rule, kindOf(rule, era), nameOf));
	const facts = {
		...{ era, rules },
		tables: namedTables(routing, rules, nameOf),
		vpns: vpnsOf(rules),
		locked: merged(ofKind(rules, 'lockdown').flatMap(({ rule }) => rule.uids ?? [])),
		tethers: tethersOf(rules),
	};
	return { ...facts, warnings: warningsOf(routing, facts) };
}

function named(rule: RoutingRule, kind: RuleKind, nameOf: (table: string) => string): NamedRule {
	const [title, meaning] = RULE_WORDS[kind];
	return {
		...{ rule, kind, title, meaning },
		mark: rule.mark === undefined ? '' : markWords(rule.mark),
		table: rule.action.kind === 'lookup' ? nameOf(rule.action.table) : undefined,
	};
}

const ofKind = (rules: readonly NamedRule[], kind: RuleKind): readonly NamedRule[] =>
	rules.filter((rule) => rule.kind === kind);

function vpnsOf(rules: readonly NamedRule[]): readonly VpnFact[] {
	const own = [...ofKind(rules, 'secure-vpn'), ...ofKind(rules, 'bypassable-vpn')];
	const vpns = new Map<string, VpnFact>();
	for (const { rule, kind, table: title = '' } of own) {
		const { uids, action } = rule;
		if (uids === undefined || action.kind !== 'lookup') continue;
		const known = vpns.get(action.table)?.uids ?? [];
		const secure = kind === 'secure-vpn';
		vpns.set(action.table, { table: action.table, title, secure, uids: merged([...known, uids]) });
	}
	return [...vpns.values()];
}

function tethersOf(rules: readonly NamedRule[]): readonly TetherFact[] {
	const tethers = new Map<string, TetherFact>();
	for (const { rule, table: title = '' } of ofKind(rules, 'tethering')) {
		const { iif, action } = rule;
		if (iif === undefined || action.kind !== 'lookup') continue;
		tethers.set(`${iif} ${action.table}`, { from: iif, table: action.table, title });
	}
	return [...tethers.values()];
}

/** Ranges in order, those that touch made one. */
function merged(ranges: readonly UidRange[]): readonly UidRange[] {
	const result: UidRange[] = [];
	for (const range of ranges.toSorted((one, other) => one.first - other.first)) {
		const before = result.at(-1);
		if (before === undefined || range.first > before.last + 1) result.push(range);
		else result.splice(-1, 1, { first: before.first, last: Math.max(before.last, range.last) });
	}
	return result;
}
