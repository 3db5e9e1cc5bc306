import { octetsOf, samePrefix } from '../base/ipOctets.ts';
import type {
	Mismatch,
	PacketAsked,
	PacketWay,
	StepResult,
	WayEnd,
	WayStep,
} from '../model/packetWay.ts';
import {
	refusals,
	type Hop,
	type Prefix,
	type Refusal,
	type Route,
	type Routing,
	type RoutingRule,
} from '../model/routing.ts';

/** The phone's own packets "come in" by the loopback device (kernel `net/core/fib_rules.c`, LOOPBACK_IFINDEX). */
const OWN = 'lo';

/**
 * Which way a packet takes: a simulation of the kernel's lookup (`net/core/fib_rules.c`, `net/ipv4/fib_trie.c`,
 * `net/ipv6/ip6_fib.c`) by the rules and tables that the phone told. Rules are tried by priority; the first whose
 * table knows the destination, or that refuses, decides.
 *
 * Not known here: what a conversation's ports and protocol would change, and which of several routers of one metric
 * the kernel takes (it prefers those that answer).
 */
export function wayOf(routing: Routing, asked: PacketAsked): PacketWay {
	const rules = routing.rules.filter(({ family }) => family === asked.family);
	const tables = tablesOf(routing.routes, asked);
	const steps: WayStep[] = [];
	for (let at = 0; at < rules.length; at += 1) {
		const rule = rules[at];
		if (rule === undefined) break;
		const result = tried(rule, asked, tables);
		steps.push({ rule, result });
		if (result.kind === 'decided') return { asked, steps, end: endOf(rule, result.route, asked) };
		if (result.kind === 'passed' && rule.action.kind === 'goto') {
			const target = targetOf(rules, at, rule.action.priority);
			if (target !== undefined) at = target - 1;
		}
	}
	return { asked, steps, end: guessed(asked) ?? { kind: 'undecided' } };
}

/** The kernel lets rules jump downwards only; a jump to nowhere is passed over. */
function targetOf(
	rules: readonly RoutingRule[],
	from: number,
	priority: number,
): number | undefined {
	const target = rules.findIndex((rule, at) => at > from && rule.priority === priority);
	return target < 0 ? undefined : target;
}

type Tables = (table: string) => Route | undefined;

/** For each table the route of the destination, looked for once. */
function tablesOf(routes: readonly Route[], asked: PacketAsked): Tables {
	const destination = octetsOf(asked.destination);
	const byTable = new Map<string, Route>();
	for (const route of routes) {
		if (route.family !== asked.family || destination === undefined) continue;
		const better = betterOf(byTable.get(route.table), route);
		if (better !== route || !reaches(route.destination, destination)) continue;
		const hopless = route.hops.length === 0 && (isRefusal(route.type) || route.type === 'throw');
		if (hopless || fittingHop(route, asked) !== undefined) byTable.set(route.table, route);
	}
	return (table) => byTable.get(table);
}

function reaches(prefix: Prefix, destination: readonly number[]): boolean {
	return samePrefix(octetsOf(prefix.address) ?? [], destination, prefix.length);
}

/** The longer prefix; of equal ones the smaller metric; of those the one that is told first. */
function betterOf(known: Route | undefined, other: Route): Route {
	if (known === undefined) return other;
	const longer = other.destination.length - known.destination.length;
	if (longer !== 0) return longer > 0 ? other : known;
	return (other.metric ?? 0) < (known.metric ?? 0) ? other : known;
}

/** A socket that is bound to an interface takes routes out of that one alone; those of IPv6 that refuse have `lo`. */
function fittingHop(route: Route, { oif }: PacketAsked): Hop | undefined {
	return route.hops.find(({ device, down }) => !down && (oif === undefined || device === oif));
}

const isRefusal = (type: string): type is Refusal => refusals.some((kind) => kind === type);

function tried(rule: RoutingRule, asked: PacketAsked, tables: Tables): StepResult {
	const mismatch = mismatchOf(rule, asked);
	if (rule.inverted && mismatch === undefined) return { kind: 'skipped', why: 'inverted' };
	if (!rule.inverted && mismatch !== undefined) return { kind: 'skipped', why: mismatch };
	const { action } = rule;
	if (action.kind === 'goto' || action.kind === 'nop') return { kind: 'passed' };
	if (action.kind !== 'lookup') return { kind: 'decided', route: undefined };
	const route = tables(action.table);
	if (route === undefined) return { kind: 'no-route', route: undefined };
	if (route.type === 'throw') return { kind: 'thrown', route };
	const { suppress } = action;
	const general = suppress !== undefined && route.destination.length <= suppress;
	return { kind: general ? 'suppressed' : 'decided', route };
}

/** What rules ask, each answering whether a packet disagrees. */
const CONDITIONS: readonly (readonly [
	Mismatch,
	(rule: RoutingRule, asked: PacketAsked) => boolean,
])[] = [
	['iif', ({ iif }, asked) => iif !== undefined && iif !== (asked.iif ?? OWN)],
	['oif', ({ oif }, asked) => oif !== undefined && oif !== asked.oif],
	[
		'mark',
		({ mark }, asked) => mark !== undefined && ((mark.value ^ asked.mark) & mark.mask) !== 0,
	],
	['uid', ({ uids }, { uid }) => uids !== undefined && (uid < uids.first || uid > uids.last)],
	// A packet has no source address yet when its route is looked for.
	['from', ({ from }) => from !== undefined && from.length > 0],
	['to', ({ to }, asked) => to !== undefined && !reaches(to, octetsOf(asked.destination) ?? [])],
	['other', ({ others }) => others.length > 0],
];

/** The first condition of a rule that does not hold. */
function mismatchOf(rule: RoutingRule, asked: PacketAsked): Mismatch | undefined {
	return CONDITIONS.find(([, disagrees]) => disagrees(rule, asked))?.[0];
}

function endOf(rule: RoutingRule, route: Route | undefined, asked: PacketAsked): WayEnd {
	const how = route === undefined ? rule.action.kind : route.type;
	if (isRefusal(how)) return guessed(asked) ?? { kind: 'refused', how, route };
	if (route === undefined) return { kind: 'undecided' };
	if (route.type === 'local') return { kind: 'local', route };
	const hop = fittingHop(route, asked);
	return hop === undefined ? { kind: 'undecided' } : { kind: 'leaves', hop, route };
}

/**
 * IPv4 sends what is bound to an interface out of it, to whoever answers there, even where the rules refuse: "apparently,
 * routing tables are wrong, assume that the destination is on link" (kernel `net/ipv4/route.c`).
 */
function guessed({ family, oif }: PacketAsked): WayEnd | undefined {
	if (family !== 4 || oif === undefined) return undefined;
	return {
		kind: 'leaves',
		hop: { gateway: undefined, device: oif, down: false },
		route: undefined,
	};
}
