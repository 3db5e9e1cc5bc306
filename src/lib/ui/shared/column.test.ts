import { expect, test } from 'vitest';
import { leastWidth, nextSort, shown, sortRows, toTsv, tracks, type Column } from './column.ts';

interface Row {
	readonly host: string;
	readonly size: number | undefined;
}

const host: Column<Row> = { id: 'host', title: 'Host', text: (r) => r.host, value: (r) => r.host };
const size: Column<Row> = {
	id: 'size',
	title: 'Size',
	numeric: true,
	width: 5,
	text: (r) => String(r.size ?? ''),
	value: (r) => r.size,
};
const columns = [host, size];
const rows: readonly Row[] = [
	{ host: 'b10', size: 2 },
	{ host: 'b9', size: undefined },
	{ host: 'a', size: 30 },
	{ host: 'c', size: 2 },
];

test('the first click sorts naturally, the second turns round', () => {
	expect(nextSort(undefined, host)).toEqual({ column: 'host', descending: false });
	expect(nextSort(undefined, size)).toEqual({ column: 'size', descending: true });
	expect(nextSort({ column: 'size', descending: true }, size)).toEqual({
		column: 'size',
		descending: false,
	});
	expect(nextSort({ column: 'size', descending: true }, host).column).toBe('host');
});

test('numbers by size, text with its numbers by size, the valueless last either way', () => {
	const hosts = (column: string, descending: boolean) =>
		sortRows(rows, columns, { column, descending }).map((row) => row.host);
	expect(hosts('size', true)).toEqual(['a', 'b10', 'c', 'b9']);
	expect(hosts('size', false)).toEqual(['b10', 'c', 'a', 'b9']);
	expect(hosts('host', false)).toEqual(['a', 'b9', 'b10', 'c']);
	expect(sortRows(rows, columns, undefined)).toBe(rows);
	expect(sortRows(rows, columns, { column: 'gone', descending: true })).toBe(rows);
});

test('text columns share the room, numbers keep their width', () => {
	expect(tracks(columns)).toBe('minmax(7.5rem, 1fr) 5rem');
	expect(tracks([size])).toBe('minmax(5rem, 1fr)');
	expect(leastWidth(columns)).toBe(12.5);
});

test('copied text keeps its shape and runs no formula', () => {
	const hostile = [
		{ host: 'a\tb\nc', size: 1 },
		{ host: '=HYPERLINK("x")', size: 2 },
		{ host: '-cmd', size: -3 },
		{ host: '\u202eexe', size: undefined },
	];
	expect(toTsv(hostile, columns)).toBe(
		'Host\tSize\na b c\t1\n\'=HYPERLINK("x")\t2\n\'-cmd\t-3\n⟨U+202E⟩exe\t',
	);
});

test('a cell shows hostile text harmlessly', () => {
	expect(shown(host, { host: 'a\u200bb', size: 0 })).toBe('a⟨U+200B⟩b');
});
