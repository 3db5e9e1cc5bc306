import type { Routing, TableId } from '../model/routing.ts';

/**
 * The same with every table by its number, where the phone told which name belongs to which: a bug report has names
 * in its rules and numbers over its tables.
 */
export function numbered(routing: Routing): Routing {
	const numbers = new Map(routing.tableNames.map(({ table, name }) => [name, table]));
	if (numbers.size === 0) return routing;
	const numberOf = (table: TableId): TableId => numbers.get(table) ?? table;
	return {
		...routing,
		rules: routing.rules.map((rule) =>
			rule.action.kind === 'lookup'
				? { ...rule, action: { ...rule.action, table: numberOf(rule.action.table) } }
				: rule,
		),
		routes: routing.routes.map((route) => ({ ...route, table: numberOf(route.table) })),
	};
}
