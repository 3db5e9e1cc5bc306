import type { Snippet } from 'svelte';
import type { InterfaceCounters } from '#lib/model/counters.ts';
import type { InterfaceSeen } from '#lib/model/interfaceSeen.ts';
import type { Span } from '../reading/span.ts';
import type { Column } from '../shared/column.ts';
import { bytes, count, exactBytes, NONE } from '../shared/format.ts';
import { counterColumns, WAYS, type CounterColumn } from './counterWords.ts';

interface Cells {
	readonly name: Snippet<[InterfaceSeen]>;
	readonly rate: Snippet<[InterfaceSeen]>;
}

/** The numbers of the chosen time. */
export const amountsOf = (row: InterfaceSeen, span: Span): InterfaceCounters | undefined =>
	span === 'sinceStart' ? row.sinceStart : row.total;

/** Shown until a person chooses others. */
const SHOWN: ReadonlySet<string> = new Set([
	...['rxBytes', 'txBytes', 'rxPackets', 'txPackets'],
	...['rxErrs', 'rxDrop', 'txErrs', 'txDrop'],
]);

const SHORT: ReadonlyMap<string, string> = new Map([
	['rxBytes', 'Received'],
	['txBytes', 'Sent'],
]);

/** The columns of the Interfaces page: the name, and all sixteen counters. */
export function interfaceColumns(
	cells: Cells,
	span: Span,
	rows: readonly InterfaceSeen[],
): readonly Column<InterfaceSeen>[] {
	const [rxBytes, txBytes, ...others] = [
		...counterColumns.filter(({ id }) => id.endsWith('Bytes')),
		...counterColumns.filter(({ id }) => !id.endsWith('Bytes')),
	].map((counter) => column(counter, span, rows));
	return [
		{
			id: 'name',
			title: 'Interface',
			sortable: true,
			width: 14,
			value: ({ name }) => name,
			text: ({ name }) => name,
			cell: cells.name,
		},
		...(rxBytes === undefined ? [] : [rxBytes]),
		...(txBytes === undefined ? [] : [txBytes]),
		...(rows.some((row) => row.rxRate.length > 0) ? [now(cells.rate)] : []),
		...others,
	];
}

const now = (rate: Snippet<[InterfaceSeen]>): Column<InterfaceSeen> => ({
	id: 'now',
	title: 'Now',
	hint: 'Bytes per second both ways over the last minute',
	...{ width: 6.5, grow: 0, sortable: true, numeric: true, hideNarrow: true },
	value: nowOf,
	text: (row) => String(Math.round(nowOf(row) ?? 0)),
	cell: rate,
});

/** Bytes per second both ways, lately. */
function nowOf({ rxRate, txRate }: InterfaceSeen): number | undefined {
	const rx = rxRate.at(-1);
	return rx === undefined ? undefined : rx + (txRate.at(-1) ?? 0);
}

function column(
	{ id, way, title, words, value }: CounterColumn,
	span: Span,
	rows: readonly InterfaceSeen[],
): Column<InterfaceSeen> {
	const isBytes = id.endsWith('Bytes');
	const of = (row: InterfaceSeen): number | undefined => {
		const amounts = amountsOf(row, span);
		return amounts && value(amounts);
	};
	const most = Math.max(1, ...rows.map((row) => of(row) ?? 0));
	const written = (amount: number | undefined, format: (n: number) => string) =>
		amount === undefined ? NONE : format(amount);
	return {
		id,
		title: SHORT.get(id) ?? `${title} ${way === 'rx' ? 'in' : 'out'}`,
		hint: `${WAYS[way]}: ${title.toLowerCase()}. ${words}`,
		...{ numeric: true, sortable: true, width: isBytes ? 7 : 8.2, hideNarrow: !isBytes },
		optional: !SHOWN.has(id),
		value: of,
		text: (row) => String(of(row) ?? ''),
		show: (row) => written(of(row), isBytes ? bytes : count),
		exact: (row) => written(of(row), isBytes ? exactBytes : count),
		...(isBytes && {
			bar: (row: InterfaceSeen) => (of(row) ?? 0) / most,
			barColor: way === 'rx' ? 'var(--in)' : 'var(--out)',
		}),
	};
}
