import { expect, test } from 'vitest';
import { exampleSnapshot } from '../../../tests/fixtures/snapshots.ts';
import type { App } from '../model/app.ts';
import type { Uid } from '../model/uid.ts';
import { connectionsOf } from './connections.ts';

const app = (uid: Uid): App => ({
	uid,
	name: `app ${uid}`,
	kind: 'app',
	packages: [],
	note: undefined,
});

test('open sockets stand first, and those gone since are still told', () => {
	const rows = connectionsOf(exampleSnapshot(), app);
	const open = rows.map((row) => row.open);
	expect(open).toContain(true);
	expect(open).toEqual([...open].sort((a, b) => Number(b) - Number(a)));
	expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
});

test('without a watch the one reading is told', () => {
	const snapshot = { ...exampleSnapshot(), watch: undefined };
	const outcome = snapshot.readings.sockets?.outcome;
	const sockets = outcome?.kind === 'ok' ? outcome.value : [];
	const rows = connectionsOf(snapshot, app);
	expect(sockets.length).toBeGreaterThan(0);
	expect(rows).toHaveLength(sockets.length);
	expect(rows.every((row) => row.open)).toBe(true);
});

test('a socket without an owner has no app, and is not given to root', () => {
	const rows = connectionsOf(exampleSnapshot(), app);
	const unowned = rows.filter(({ socket }) => socket.uid === undefined);
	expect(unowned.length).toBeGreaterThan(0);
	expect(unowned.every((row) => row.app === undefined)).toBe(true);
});

test('the far end bears the name that the capture saw asked for', () => {
	const named = connectionsOf(exampleSnapshot(), app).filter((row) => row.remoteName !== undefined);
	expect(named.length).toBeGreaterThan(0);
});
