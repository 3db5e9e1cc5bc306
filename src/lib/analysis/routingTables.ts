import type { NetworkLink } from '../model/link.ts';
import type { IpFamily, Route, Routing, TableId } from '../model/routing.ts';
import type { NamedRule, NamedTable } from '../model/routingFacts.ts';
import { permissionWords } from './ruleWords.ts';

/** `rtnetlink.h` and AOSP `RouteController.h`. */
const NAMES: Readonly<Record<TableId, string>> = {
	'0': 'every table, mixed',
	'97': 'tethered devices',
	'98': 'legacy_network',
	'99': 'legacy_system',
	'253': 'default',
	'254': 'main',
	'255': 'the phone itself',
};
/** A network's table is numbered 1000 + ifindex; the one of its links alone (Android 13 on) 1 000 000 000 + ifindex. */
const OF_LINK = 1000;
const OF_LINK_LOCAL = 1_000_000_000;

/** Names tables: by the phone's own list, by the number of a link, by the one device that all routes use. */
export function tableNamer(
	routing: Routing,
	links: readonly NetworkLink[],
): (table: TableId) => string {
	const told = new Map(routing.tableNames.map(({ table, name }) => [table, name]));
	const byIndex = new Map(links.map(({ index, name }) => [index, name]));
	const devices = devicesOf(routing.routes);
	return (table) => {
		const number = Number(table);
		if (Object.hasOwn(NAMES, table)) return NAMES[table] ?? table;
		if (Number.isNaN(number)) return table;
		const local = number >= OF_LINK_LOCAL;
		const link = byIndex.get(number - (local ? OF_LINK_LOCAL : OF_LINK)) ?? devices.get(table);
		const known = told.get(table) ?? (link === undefined ? undefined : onLink(link, local));
		return known ?? `table ${table}`;
	};
}

const onLink = (link: string, local: boolean): string => (local ? `${link}, links only` : link);

/** The device of tables of which every route has the same. */
function devicesOf(routes: readonly Route[]): ReadonlyMap<TableId, string> {
	const devices = new Map<TableId, Set<string>>();
	for (const { table, hops } of routes) {
		const known = devices.get(table) ?? new Set();
		for (const { device } of hops) if (device !== undefined && device !== 'lo') known.add(device);
		devices.set(table, known);
	}
	const single = [...devices].filter(([, names]) => names.size === 1);
	return new Map(single.map(([table, [name = '']]) => [table, name]));
}

/** Every table that has a route or that a rule leads to. */
export function namedTables(
	routing: Routing,
	rules: readonly NamedRule[],
	nameOf: (table: TableId) => string,
): readonly NamedTable[] {
	const routes = Map.groupBy(routing.routes, ({ table }) => table);
	const tables = new Set([...rules.flatMap(tableOf), ...routes.keys()]);
	return [...tables]
		.map((table) => namedTable(table, routes.get(table) ?? [], rules, nameOf(table)))
		.filter(({ netId, routes: own }) => own.length > 0 || netId !== undefined)
		.toSorted((one, other) => rank(one) - rank(other));
}

const tableOf = ({ rule: { action } }: NamedRule): readonly TableId[] =>
	action.kind === 'lookup' ? [action.table] : [];

function namedTable(
	table: TableId,
	routes: readonly Route[],
	rules: readonly NamedRule[],
	title: string,
): NamedTable {
	const leading = rules.filter((rule) => tableOf(rule).includes(table));
	const network = leading.find(({ kind }) => kind === 'explicit')?.rule.mark;
	const defaults = leading.filter(({ kind }) => kind === 'default');
	return {
		...{ table, title, routes },
		netId: network === undefined ? undefined : network.value & 0xffff,
		permission: network === undefined ? undefined : permissionWords(network),
		isDefault: ([4, 6] as const).filter((family) =>
			defaults.some(({ rule }) => rule.family === family),
		),
		isVpn: leading.some(({ kind }) => kind === 'secure-vpn' || kind === 'bypassable-vpn'),
		splitDefault: ([4, 6] as const).some((family) => isSplit(routes, family)),
	};
}

/** Two halves of the address space: longer prefixes than a default route, which they leave alone. */
function isSplit(routes: readonly Route[], family: IpFamily): boolean {
	const halves = routes.filter(
		(route) =>
			route.family === family && route.destination.length === 1 && route.type === 'unicast',
	);
	return new Set(halves.map(({ destination }) => destination.address)).size === 2;
}

function rank({ isDefault, isVpn, netId, table }: NamedTable): number {
	if (isVpn) return 0;
	if (isDefault.length > 0) return 1;
	if (netId !== undefined && netId !== 99) return 2;
	return Object.hasOwn(NAMES, table) ? 4 : 3;
}
