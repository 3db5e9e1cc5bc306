import { err, ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import type { IpFamily, KernelAnswer, Route, Routing, RoutingRule } from '../model/routing.ts';
import { parseIpRoute } from '../parse/ipRoute.ts';
import { parseIpRule } from '../parse/ipRule.ts';
import { parseProcNetIpv6Route, parseProcNetRoute } from '../parse/procNetRoute.ts';
import { parseRtTables } from '../parse/rtTables.ts';
import { sectionsOf, type Section } from '../parse/sections.ts';
import { absent, linesOf, movedDown } from '../parse/text.ts';
import { numbered } from './tableNumbers.ts';
import type { Probe } from './probe.ts';

/**
 * Rules and every table of both families; the names of the tables, which root alone may read; and which way the
 * kernel says the shell itself would take (it only looks it up: nothing is sent). Without -4 newer versions of `ip`
 * list the routes of both families.
 */
const EVERYTHING = `echo @@rule4; ip -4 rule show
echo @@rule6; ip -6 rule show
echo @@route4; ip -4 route show table all
echo @@route6; ip -6 route show table all
echo @@tables; cat /data/misc/net/rt_tables
echo @@get4; ip -4 route get 8.8.8.8 2>&1
echo @@get6; ip -6 route get 2001:4860:4860::8888 2>&1`;

const FILES = `echo @@proc4; cat /proc/net/route
echo @@proc6; cat /proc/net/ipv6_route`;

/** Which way packets go: the rules, and the tables that they lead to. */
export const routing: Probe<Routing> = {
	id: 'routing',
	title: 'Routing rules and tables',
	asks: [
		{ argv: ['sh', '-c', EVERYTHING], parse: parseRules },
		{ argv: ['sh', '-c', FILES], parse: parseFiles },
	],
	dumps: [
		{ title: 'IP RULES', as: 'rule4' },
		{ title: 'IP RULES v6', as: 'rule6' },
		{ title: 'ROUTE TABLE IPv4', command: 'ip -4 route show table ', as: 'route4', numbered: true },
		{ title: 'ROUTE TABLE IPv6', command: 'ip -6 route show table ', as: 'route6', numbered: true },
		{ title: 'RT_TABLES', as: 'tables' },
		{ title: 'NETWORK ROUTES', command: '/proc/net/route', as: 'proc4' },
		{ title: 'NETWORK ROUTES IPV6', as: 'proc6' },
	],
};

type Unreadable = ParseFailure | Absent;

function parseRules(text: string): Result<Routing, Unreadable> {
	const parts = sectionsOf(text);
	const rules = collected(parts, RULES);
	if (!rules.ok) return rules;
	if (rules.value.length === 0) return absent('routing rules');
	const routes = collected(parts, ROUTES);
	if (!routes.ok) return routes;
	const names = parts.find(({ title }) => title === 'tables');
	const tables = names === undefined ? undefined : parseRtTables(names.text);
	return ok(
		numbered({
			ruled: true,
			rules: rules.value,
			routes: routes.value,
			tableNames: tables?.ok === true ? tables.value : [],
			kernelSays: answersOf(parts),
		}),
	);
}

function parseFiles(text: string): Result<Routing, Unreadable> {
	const parts = sectionsOf(text);
	const routes = collected(parts, FILE_ROUTES);
	if (!routes.ok) return routes;
	const heard = parts.some(
		({ title, text: part }) => title === 'proc4' && parseProcNetRoute(part).ok,
	);
	if (!heard && routes.value.length === 0) return absent('routes');
	return ok({ ruled: false, rules: [], routes: routes.value, tableNames: [], kernelSays: [] });
}

type Parse<T> = (section: Section, number: string | undefined) => Result<readonly T[], Unreadable>;
type Parsers<T> = Readonly<Record<string, Parse<T>>>;

const RULES: Parsers<RoutingRule> = {
	rule4: ({ text }) => parseIpRule(text, 4),
	rule6: ({ text }) => parseIpRule(text, 6),
};
/** A bug report has a section for each table: its number follows the name. */
const ROUTES: Parsers<Route> = {
	route4: ({ text }, table) => parseIpRoute(text, 4, table),
	route6: ({ text }, table) => parseIpRoute(text, 6, table),
};
const FILE_ROUTES: Parsers<Route> = {
	proc4: ({ text }) => parseProcNetRoute(text),
	proc6: ({ text }) => parseProcNetIpv6Route(text),
};

/** The rows of the parts that have a parser. A part that has none of them (a phone without IPv6) adds nothing. */
function collected<T>(
	parts: readonly Section[],
	parsers: Parsers<T>,
): Result<readonly T[], Unreadable> {
	const rows: T[] = [];
	for (const part of parts) {
		const [name = '', number] = part.title.split(' ');
		const parsed = Object.hasOwn(parsers, name) ? parsers[name]?.(part, number) : undefined;
		if (parsed === undefined) continue;
		if (parsed.ok) for (const row of parsed.value) rows.push(row);
		else if (parsed.error.kind === 'malformed') return err(movedDown(parsed.error, part.offset));
	}
	return ok(rows);
}

const MAX_ANSWER = 1_000;

function answersOf(parts: readonly Section[]): readonly KernelAnswer[] {
	const answer = (family: IpFamily): readonly KernelAnswer[] => {
		const part = parts.find(({ title }) => title === `get${family}`);
		const words = linesOf(part?.text ?? '').map((line) => line.trim());
		const text = words.filter(Boolean).join(' ').slice(0, MAX_ANSWER);
		return text === '' ? [] : [{ family, text }];
	};
	return [...answer(4), ...answer(6)];
}
