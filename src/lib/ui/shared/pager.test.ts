import { expect, test } from 'vitest';
import { PAGE_SIZE, Pager, loadAll, type LoadRows, type RowPage } from './pager.ts';

/** Every promise that is resolved by now has told its followers. */
function settled(): Promise<void> {
	return new Promise((done) => setImmediate(done));
}

/** A source whose answers come when the test says so. */
function source(total: number, mark: string) {
	const asked: { from: number; count: number; answer: () => Promise<void> }[] = [];
	const load: LoadRows<string> = (from, count) =>
		new Promise((resolve) => {
			const rows = Array.from(
				{ length: Math.max(0, Math.min(count, total - from)) },
				(_, i) => `${mark}${from + i}`,
			);
			const answer = async () => {
				resolve({ total, from, rows });
				await settled();
			};
			asked.push({ from, count, answer });
		});
	return { asked, load };
}

function watched() {
	let changes = 0;
	const pager = new Pager<string>(() => changes++);
	return { pager, changes: () => changes };
}

test('asks for the pages in sight, once', async () => {
	const { pager, changes } = watched();
	const { asked, load } = source(1_000_000, 'r');
	pager.want(load, PAGE_SIZE - 5, 20);
	pager.want(load, PAGE_SIZE - 4, 20);
	expect(asked.map((ask) => ask.from)).toEqual([0, PAGE_SIZE]);
	expect(pager.total).toBeUndefined();
	expect(pager.row(0)).toBeUndefined();

	await asked[0]?.answer();
	expect(changes()).toBe(1);
	expect(pager.total).toBe(1_000_000);
	expect(pager.row(7)).toBe('r7');
	expect(pager.row(PAGE_SIZE)).toBeUndefined();

	await asked[1]?.answer();
	expect(pager.row(PAGE_SIZE)).toBe(`r${PAGE_SIZE}`);
	pager.want(load, PAGE_SIZE, 20);
	expect(asked).toHaveLength(2);
});

test('keeps the old rows until the new ones come', async () => {
	const { pager } = watched();
	const before = source(10, 'old');
	const after = source(12, 'new');
	pager.want(before.load, 0, 20);
	await before.asked[0]?.answer();
	pager.want(after.load, 0, 20);
	expect(pager.row(3)).toBe('old3');
	expect(pager.total).toBe(10);
	await after.asked[0]?.answer();
	expect(pager.row(3)).toBe('new3');
	expect(pager.total).toBe(12);
});

test('a view that changes faster than it answers is shown late, asked anew, never piled upon', async () => {
	const { pager } = watched();
	const first = source(10, 'a');
	const second = source(11, 'b');
	const third = source(12, 'c');
	pager.want(first.load, 0, 20);
	pager.want(second.load, 0, 20);
	pager.want(third.load, 0, 20);
	expect(second.asked).toHaveLength(0);
	await first.asked[0]?.answer();
	expect(pager.row(0)).toBe('a0');
	expect(second.asked).toHaveLength(0);
	expect(third.asked).toHaveLength(1);
	await third.asked[0]?.answer();
	expect(pager.row(0)).toBe('c0');
	expect(pager.total).toBe(12);
});

test('a source that fails is told, and left alone until a person tries again', async () => {
	const { pager, changes } = watched();
	let asked = 0;
	let broken = true;
	const load = (from: number): Promise<RowPage<string>> => {
		asked++;
		return broken
			? Promise.reject(new Error('the thread is gone'))
			: Promise.resolve({ total: 1, from, rows: ['x'] });
	};
	pager.want(load, 0, 1);
	await settled();
	expect(pager.failure).toEqual(new Error('the thread is gone'));
	expect(changes()).toBe(1);
	pager.want(load, 0, 1);
	expect(asked).toBe(1);

	broken = false;
	pager.retry();
	await settled();
	expect(pager.row(0)).toBe('x');
	expect(pager.failure).toBeUndefined();
});

test('forgets pages far from sight', async () => {
	const { pager } = watched();
	const { asked, load } = source(1_000_000, 'r');
	for (let page = 0; page < 60; page++) {
		pager.want(load, page * PAGE_SIZE, 10);
		await asked[page]?.answer();
	}
	expect(pager.row(0)).toBeUndefined();
	expect(pager.row(59 * PAGE_SIZE)).toBe(`r${59 * PAGE_SIZE}`);
});

test('loads a whole view, or as much of it as allowed', async () => {
	const load: LoadRows<number> = (from, count) => {
		const length = Math.max(0, Math.min(count, 2500 - from));
		return Promise.resolve({ total: 2500, from, rows: Array.from({ length }, (_, i) => from + i) });
	};
	expect(await loadAll(load, 0, 10_000)).toHaveLength(2500);
	expect(await loadAll(load, 0, 1300)).toHaveLength(1300);
	expect((await loadAll(load, 2490, 100)).at(-1)).toBe(2499);
	expect(await loadAll(() => Promise.resolve({ total: 9, from: 0, rows: [] }), 0, 5)).toEqual([]);
});
