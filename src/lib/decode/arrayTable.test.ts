import { expect, test } from 'vitest';
import { exampleSnapshot } from '../../../tests/fixtures/snapshots.ts';
import type { FlowQuery } from '../ports/decoder.ts';
import { arrayTable } from './arrayTable.ts';

const flows = exampleSnapshot().capture?.flows ?? [];
const all: FlowQuery = { text: '', sort: 'bytes', descending: true };

test('pages through every flow, the largest first', async () => {
	const table = arrayTable(flows, new Map());
	const first = await table.page(all, 0, 10);
	const rest = await table.page(all, 10, 1000);
	const sizes = [...first.rows, ...rest.rows].map(({ bytes: [ab, ba] }) => ab + ba);
	expect(first.total).toBe(flows.length);
	expect(sizes).toHaveLength(flows.length);
	expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
});

test('every word of the filter must occur, as plain text', async () => {
	const table = arrayTable(flows, new Map());
	const udp = await table.page({ ...all, text: 'udp :53' }, 0, 1000);
	expect(udp.total).toBeGreaterThan(0);
	expect(
		udp.rows.every(({ protocol, a, b }) => protocol === 17 && [a.port, b.port].includes(53)),
	).toBe(true);
	expect((await table.page({ ...all, text: '.*' }, 0, 10)).total).toBe(0);
});

test('an app is found by its name', async () => {
	const owned = flows.find(({ owner }) => owner.kind === 'sure');
	const uid = owned?.owner.kind === 'sure' ? owned.owner.uid : 0;
	const table = arrayTable(flows, new Map([[uid, 'org.example.Reader']]));
	const found = await table.page({ ...all, text: 'reader' }, 0, 1000);
	expect(found.rows.map(({ id }) => id)).toContain(owned?.id);
	expect(found.rows.every(({ owner }) => owner.kind !== 'unknown' && owner.uid === uid)).toBe(true);
});
