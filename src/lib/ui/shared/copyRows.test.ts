import { expect, test } from 'vitest';
import type { Column } from './column.ts';
import { COPY_LIMIT, copyRows } from './copyRows.ts';
import type { LoadRows } from './pager.ts';

const columns: readonly Column<number>[] = [{ id: 'n', title: 'Number', text: String }];
const many = 1_000_000;
const load: LoadRows<number> = (from, count) => {
	const length = Math.max(0, Math.min(count, many - from));
	return Promise.resolve({ total: many, from, rows: Array.from({ length }, (_, i) => from + i) });
};

test('copies what was marked, from an array and from pages alike', async () => {
	const expected = { tsv: 'Number\n3\n4\n5', rows: 3, asked: 3 };
	expect(await copyRows([1, 2, 3, 4, 5, 6], columns, [2, 4])).toEqual(expected);
	expect(await copyRows(load, columns, [3, 5])).toEqual(expected);
	expect(await copyRows([], columns, [0, -1])).toEqual({ tsv: 'Number', rows: 0, asked: 0 });
});

test('of a very long table it copies the beginning, and says so', async () => {
	const copied = await copyRows(load, columns, [0, many - 1]);
	expect(copied).toMatchObject({ rows: COPY_LIMIT, asked: many });
	expect(copied.tsv.split('\n').at(-1)).toBe(String(COPY_LIMIT - 1));
});
