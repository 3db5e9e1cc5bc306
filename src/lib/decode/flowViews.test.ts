import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	APPS,
	NOON,
	PHONE,
	SORTS,
	allFlows,
	anyQuery,
	expectedRows,
	module,
	newTable,
	query,
	step,
} from '../../../tests/decode/flowViewsModel.ts';
import { pcap, udp, type Seen } from '../../../tests/decode/packets.ts';
import { SocketIndex } from '../analysis/attribution.ts';
import { uid } from '../model/uid.ts';
import { openReader } from './core.ts';
import { MAX_PAGE } from './flowViews.ts';
import { JoinedFlows } from './joinedFlows.ts';

test('whatever comes in between, a view holds the flows it should, in order', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(step, { maxLength: 12 }), anyQuery, async (steps, last) => {
			const table = newTable();
			// No more packets are awaited, so a page may not lag behind what is there.
			table.flows.growing = false;
			for (const one of [...steps, { asked: last }]) {
				if ('seen' in one) table.add(one.seen);
				else if ('told' in one) table.flows.attribute(new SocketIndex(one.told));
				else {
					const { rows, total } = await table.views.page(one.asked, 0, MAX_PAGE);
					const expected = expectedRows(table, one.asked);
					expect(rows).toEqual(expected);
					expect(total).toBe(expected.length);
				}
			}
		}),
	);
});

describe('pages', () => {
	const three = [1, 2, 3].map((index): Seen => ({
		at: NOON + index,
		packet: udp({ from: `${PHONE}:${index}`, to: '192.0.2.9:9' }, []),
	}));

	test('are cut out of the view, and no bigger than asked or allowed', async () => {
		const { views } = newTable(three);
		const ports = async (from: number, count: number): Promise<readonly number[]> => {
			const { rows, total } = await views.page(query({ descending: true }), from, count);
			expect(total).toBe(3);
			return rows.map(({ a }) => a.port);
		};
		expect(await ports(0, 2)).toEqual([3, 2]);
		expect(await ports(2, 2)).toEqual([1]);
		expect(await ports(9, 2)).toEqual([]);
		expect(await ports(-5, 1)).toEqual([3]);
		expect(await ports(0, -1)).toEqual([]);
	});

	test('of a growing capture may lag, but then say so', async () => {
		const table = newTable(three);
		expect((await table.views.page(query({}), 0, 9)).total).toBe(3);
		expect(table.behind).toBe(0);
		table.add([{ at: NOON, packet: udp({ from: `${PHONE}:4`, to: '192.0.2.9:9' }, []) }]);
		const { total } = await table.views.page(query({}), 0, 9);
		expect(total === 4 || table.behind === 1).toBe(true);
		table.flows.ended();
		expect((await table.views.page(query({}), 0, 9)).total).toBe(4);
	});

	test('asked for at once, in many orders, each get their own', async () => {
		const { views } = newTable(three);
		const asked = SORTS.flatMap((sort) => [query({ sort }), query({ sort, descending: true })]);
		const pages = await Promise.all(asked.map((one) => views.page(one, 0, 9)));
		expect(pages.map(({ total }) => total)).toEqual(asked.map(() => 3));
		const first = pages[SORTS.indexOf('first') * 2];
		expect(first?.rows.map(({ a }) => a.port)).toEqual([1, 2, 3]);
	});
});

test('one socket of the phone turns every flow the right way round', async () => {
	const table = newTable([
		{ at: NOON, packet: udp({ from: '192.0.2.9:9', to: `${PHONE}:1` }, [1, 2, 3]) },
		{ at: NOON, packet: udp({ from: `${PHONE}:2`, to: '192.0.2.9:9' }, [1]) },
	]);
	const received = query({ sort: 'rx', descending: true });
	const ids = async (): Promise<readonly number[]> =>
		(await table.views.page(received, 0, 9)).rows.map(({ id }) => id);
	table.flows.ended();
	expect(await ids()).toEqual([0, 1]);
	const ends = {
		local: { address: '192.0.2.9', port: 50_000 },
		remote: { address: '192.0.2.77', port: 80 },
	};
	const numbers = { uid: uid(10_001), inode: 7, txQueue: 0, rxQueue: 0, drops: undefined };
	const socket = {
		protocol: 'tcp',
		table: 'tcp',
		...ends,
		state: 'established',
		...numbers,
	} as const;
	table.flows.attribute(new SocketIndex([{ socket, firstSeen: NOON, lastSeen: NOON }]));
	expect(await ids()).toEqual([1, 0]);
});

test('the largest flows by bytes, whatever was looked at before', async () => {
	const { views } = newTable(
		[5, 500, 50].map((size, index) => ({
			at: NOON,
			packet: udp(
				{ from: `${PHONE}:${index}`, to: '192.0.2.9:9' },
				new Array<number>(size).fill(0),
			),
		})),
	);
	expect((await views.largest(2)).map(({ a }) => a.port)).toEqual([1, 2]);
});

test('a filter is text, never a pattern, and never too much to ask', async () => {
	const { views } = newTable([
		{ at: NOON, packet: udp({ from: `${PHONE}:1`, to: '192.0.2.9:9' }, []) },
	]);
	const total = async (text: string): Promise<number> =>
		(await views.page(query({ text }), 0, 9)).total;
	expect(await total('.*')).toBe(0);
	expect(await total('(((((')).toBe(0);
	expect(await total(' \t UDP\n 192.168 ')).toBe(1);
	expect(await total('udp '.repeat(10_000))).toBe(1);
	expect(await total('x'.repeat(1_000_000))).toBe(0);
});

test('a whole capture reads the same as its packets one by one', () => {
	const seen = [1, 2].map((index): Seen => ({
		at: NOON + index,
		packet: udp({ from: `${PHONE}:${index}`, to: '192.0.2.9:9' }, []),
	}));
	const reader = openReader(module, { readOn: false });
	reader.push(pcap(seen));
	const flows = new JoinedFlows(reader, new SocketIndex([]), APPS);
	flows.grew();
	expect(allFlows({ ...newTable(), flows })).toEqual(allFlows(newTable(seen)));
});
