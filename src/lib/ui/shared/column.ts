import type { Snippet } from 'svelte';
import { visibleLine } from './visible.ts';

/** One column of a table, as data. */
export interface Column<T> {
	/** Names the column in the address bar, in storage and in sort orders. */
	readonly id: string;
	readonly title: string;
	/** The title spelled out, on hover. */
	readonly hint?: string | undefined;
	/** Right-aligned, first sorted from the largest down. */
	readonly numeric?: boolean | undefined;
	/** Addresses, ports, rules and other text that is compared letter by letter. */
	readonly mono?: boolean | undefined;
	readonly sortable?: boolean | undefined;
	/** Least width in rem; default 7.5. */
	readonly width?: number | undefined;
	/** Share of the room that is left; default 1 for text, 0 for numbers. */
	readonly grow?: number | undefined;
	/** Left out where the table is narrower than a phone held upright. */
	readonly hideNarrow?: boolean | undefined;
	/** Hidden until a person chooses it. */
	readonly optional?: boolean | undefined;
	/** The exact value: what is copied. */
	readonly text: (row: T) => string;
	/** What stands in the cell, if not `text`. */
	readonly show?: ((row: T) => string) | undefined;
	/** What is told on hover, if not `text`. */
	readonly exact?: ((row: T) => string) | undefined;
	/** Draws the cell, instead of `show`. */
	readonly cell?: Snippet<[T]> | undefined;
	/** What a plain array is sorted by; rows without a value come last. */
	readonly value?: ((row: T) => number | string | undefined) | undefined;
	/** Length of the bar behind the value, 0 to 1. */
	readonly bar?: ((row: T) => number) | undefined;
	/** A CSS colour; default the accent. */
	readonly barColor?: string | ((row: T) => string) | undefined;
}

export interface Sort {
	readonly column: string;
	readonly descending: boolean;
}

/** What a click on a column's head asks for: the other way round, or this column in its natural order. */
export function nextSort<T>(current: Sort | undefined, column: Column<T>): Sort {
	if (current?.column === column.id) {
		return { column: column.id, descending: !current.descending };
	}
	return { column: column.id, descending: column.numeric === true };
}

/** A sorted copy; rows that compare equal keep their order. The rows themselves if the column has no `value`. */
export function sortRows<T>(
	rows: readonly T[],
	columns: readonly Column<T>[],
	sort: Sort | undefined,
): readonly T[] {
	const value = columns.find((column) => column.id === sort?.column)?.value;
	if (sort === undefined || value === undefined) return rows;
	const sign = sort.descending ? -1 : 1;
	return rows
		.map((row) => ({ row, value: value(row) }))
		.sort((a, b) => {
			if (a.value === undefined || b.value === undefined) {
				return Number(a.value === undefined) - Number(b.value === undefined);
			}
			return sign * compare(a.value, b.value);
		})
		.map((entry) => entry.row);
}

function compare(a: number | string, b: number | string): number {
	if (typeof a === 'number' && typeof b === 'number') return a - b;
	return String(a).localeCompare(String(b), 'en', { numeric: true });
}

/** The columns as tracks of a CSS grid: the same for every row, whatever stands in it. */
export function tracks<T>(columns: readonly Column<T>[]): string {
	const flexible = columns.some((column) => growth(column) > 0);
	return columns
		.map((column) => {
			const grow = flexible ? growth(column) : 1;
			return grow > 0 ? `minmax(${width(column)}rem, ${grow}fr)` : `${width(column)}rem`;
		})
		.join(' ');
}

/** Least width of a whole row in rem; below it the table scrolls sideways. */
export function leastWidth<T>(columns: readonly Column<T>[]): number {
	return columns.reduce((sum, column) => sum + width(column), 0);
}

function width<T>(column: Column<T>): number {
	return column.width ?? 7.5;
}

function growth<T>(column: Column<T>): number {
	return column.grow ?? (column.numeric === true ? 0 : 1);
}

/** What a person reads in a cell without a snippet. */
export function shown<T>(column: Column<T>, row: T): string {
	return visibleLine((column.show ?? column.text)(row));
}

/** What hovering a cell tells: the exact value, where the cell shows less. */
export function hover<T>(column: Column<T>, row: T): string | undefined {
	const words = visibleLine((column.exact ?? column.text)(row));
	return words === '' ? undefined : words;
}

/** Rows as tab-separated text under their titles, for a spreadsheet or a message. */
export function toTsv<T>(rows: readonly T[], columns: readonly Column<T>[]): string {
	const lines = [columns.map((column) => column.title)];
	for (const row of rows) lines.push(columns.map((column) => tsvCell(column.text(row))));
	return lines.map((line) => line.join('\t')).join('\n');
}

/** One line, and never a formula: a host may call itself `=HYPERLINK(...)`. */
function tsvCell(text: string): string {
	const line = visibleLine(text.replace(/[\t\r\n]+/g, ' '));
	return /^[=+@]|^-(?![\d.])/.test(line) ? `'${line}` : line;
}
