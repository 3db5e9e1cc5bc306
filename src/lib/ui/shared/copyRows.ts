import { toTsv, type Column } from './column.ts';
import { loadAll, type RowSource } from './pager.ts';

/** Rows as text, and how many were asked for: a very long table is not copied whole. */
export interface CopiedRows {
	readonly tsv: string;
	readonly rows: number;
	readonly asked: number;
}

/** More rows than this are not copied at once. */
export const COPY_LIMIT = 10_000;

/** Rows `first` to `last`, both included, as tab-separated text. */
export async function copyRows<T>(
	source: RowSource<T>,
	columns: readonly Column<T>[],
	[first, last]: readonly [first: number, last: number],
): Promise<CopiedRows> {
	const asked = Math.max(0, last - first + 1);
	const limit = Math.min(asked, COPY_LIMIT);
	const rows =
		typeof source === 'function'
			? await loadAll(source, first, limit)
			: source.slice(first, first + limit);
	return { tsv: toTsv(rows, columns), rows: rows.length, asked };
}
