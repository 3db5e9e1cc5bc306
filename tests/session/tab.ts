import type { Connection } from '#lib/model/connection.ts';
import { exampleSnapshot } from '../fixtures/snapshots.ts';

/** A tab's storage, as long as a test. */
export function tabStorage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
	const items = new Map<string, string>();
	return {
		getItem: (key) => items.get(key) ?? null,
		setItem: (key, value) => items.set(key, value),
		removeItem: (key) => items.delete(key),
	};
}

/** The example phone, connected under a serial; `since` tells one connection from the next. */
export function ready(serial: string, since = 1): Extract<Connection, { kind: 'ready' }> {
	const { identity } = exampleSnapshot().readings;
	if (identity?.outcome.kind !== 'ok') throw new Error('the example phone says who it is');
	const phone = identity.outcome.value;
	return { kind: 'ready', serial, phone, root: 'none', shell: 'v2', since };
}
