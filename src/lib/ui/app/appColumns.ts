import type { Snippet } from 'svelte';
import type { AppUsage, UidSplit } from '#lib/model/appUsage.ts';
import type { Traffic } from '#lib/model/counters.ts';
import type { Span } from '../reading/span.ts';
import type { Column } from '../shared/column.ts';
import { bytes, count, exactBytes, NONE } from '../shared/format.ts';

interface Cells {
	readonly name: Snippet<[AppUsage]>;
	/** Undefined where nothing was watched. */
	readonly rate: Snippet<[AppUsage]> | undefined;
}

/** Bars compare with the largest value of their own column. */
export interface Largest {
	readonly rx: number;
	readonly tx: number;
}

export function largestOf(rows: readonly AppUsage[], span: Span): Largest {
	return {
		rx: Math.max(1, ...rows.map((row) => row[span]?.rxBytes ?? 0)),
		tx: Math.max(1, ...rows.map((row) => row[span]?.txBytes ?? 0)),
	};
}

/** The columns of the Apps page. */
export function appColumns(
	cells: Cells,
	span: Span,
	largest: Largest,
): readonly Column<AppUsage>[] {
	const traffic = (id: 'rx' | 'tx', title: string): Column<AppUsage> => {
		const value = (row: AppUsage) => row[span]?.[`${id}Bytes`];
		return {
			id,
			title,
			numeric: true,
			sortable: true,
			width: 7,
			value,
			text: (row) => String(value(row) ?? ''),
			show: (row) => written(value(row), bytes),
			exact: (row) => written(value(row), exactBytes),
			bar: (row) => (value(row) ?? 0) / largest[id],
			barColor: id === 'rx' ? 'var(--in)' : 'var(--out)',
		};
	};
	return [
		{
			id: 'app',
			title: 'App',
			sortable: true,
			width: 12,
			value: (row) => row.app.name,
			text: (row) => `${row.app.name} (${row.app.uid})`,
			cell: cells.name,
		},
		traffic('rx', 'Received'),
		traffic('tx', 'Sent'),
		...(cells.rate === undefined ? [] : [now(cells.rate)]),
		part('foreground', 'Foreground', 'While the person sees the app', (split) => split.foreground),
		part('background', 'Background', 'While nobody sees the app', (split) => split.background),
		part('dns', 'Own DNS', 'Plain name lookups that are charged to it', (split) => split.dns),
		number('packets', 'Packets', (row) => packetsOf(row, span)),
		number('sockets', 'Sockets', (row) => row.sockets),
		number('hosts', 'Hosts', (row) => row.hosts.length),
	];
}

const now = (rate: Snippet<[AppUsage]>): Column<AppUsage> => ({
	id: 'now',
	title: 'Now',
	hint: 'Bytes per second over the last minute',
	...{ width: 6.5, grow: 0, sortable: true, numeric: true, hideNarrow: true },
	value: (row) => row.rate.at(-1),
	text: (row) => String(Math.round(row.rate.at(-1) ?? 0)),
	cell: rate,
});

function packetsOf(row: AppUsage, span: Span): number | undefined {
	const traffic = row[span];
	return traffic && traffic.rxPackets + traffic.txPackets;
}

function number(
	id: string,
	title: string,
	value: (row: AppUsage) => number | undefined,
): Column<AppUsage> {
	return {
		id,
		title,
		numeric: true,
		sortable: true,
		width: 5.5,
		hideNarrow: true,
		value,
		text: (row) => String(value(row) ?? ''),
		show: (row) => written(value(row), count),
	};
}

/** Both ways; of eBPF only since Android last collected, which the inspector says. */
function part(
	...[id, title, hint, of]: [string, string, string, (split: UidSplit) => Traffic | undefined]
): Column<AppUsage> {
	const value = ({ split }: AppUsage) => {
		const traffic = split && of(split);
		return traffic && traffic.rxBytes + traffic.txBytes;
	};
	return {
		...{ id, title, hint, value, numeric: true, sortable: true, width: 7 },
		...{ optional: true, hideNarrow: true },
		text: (row) => String(value(row) ?? ''),
		show: (row) => written(value(row), bytes),
		exact: (row) => written(value(row), exactBytes),
	};
}

const written = (value: number | undefined, format: (n: number) => string): string =>
	value === undefined ? NONE : format(value);
