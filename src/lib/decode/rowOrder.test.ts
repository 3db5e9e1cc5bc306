import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortRows } from './rowOrder.ts';

const key = fc.oneof(
	fc.double({ noNaN: true, min: -1e15, max: 1e15 }),
	fc.integer({ min: 0, max: 3 }),
	fc.constant(Infinity),
);

/** Array.prototype.sort is stable (ECMA-262 23.1.3.30): an order to hold against. */
function expected(rows: readonly number[], keys: readonly number[], descending: boolean): number[] {
	const keyOf = (row: number): number => keys[row] ?? 0;
	const compare = (a: number, b: number): number => (a < b ? -1 : Number(a > b));
	return [...rows].sort((a, b) => compare(keyOf(a), keyOf(b)) * (descending ? -1 : 1));
}

test('orders like a stable comparison sort, both ways, any subset of rows', () => {
	fc.assert(
		fc.property(fc.array(key), fc.boolean(), fc.integer({ min: 1, max: 3 }), (keys, down, step) => {
			const rows = [...keys.keys()].filter((row) => row % step === 0);
			const sorted = sortRows(Uint32Array.from(rows), Float64Array.from(keys), down);
			expect([...sorted]).toEqual(expected(rows, keys, down));
		}),
	);
});

test('leaves rows and keys as they were', () => {
	const rows = Uint32Array.of(0, 1, 2);
	const keys = Float64Array.of(3, -2, 1);
	sortRows(rows, keys, true);
	expect([...rows]).toEqual([0, 1, 2]);
	expect([...keys]).toEqual([3, -2, 1]);
});
