import type { ConnectionSeen } from '#lib/model/connectionSeen.ts';
import { protocolTitle, localName, remoteName, stateName } from '#lib/ui/socket/socketColumns.ts';
import { written } from '#lib/ui/socket/written.ts';

/** One of the page's lists. The first is shown where the address names none. */
export interface List {
	readonly id: string;
	readonly title: string;
	readonly holds: (row: ConnectionSeen) => boolean;
}

/** A closed socket waits for a minute: it is in the tables, and talks to nobody. */
const isOpen = ({ open, socket }: ConnectionSeen): boolean => open && socket.state !== 'time-wait';

export const LISTS: readonly List[] = [
	{ id: '', title: 'All', holds: () => true },
	{ id: 'open', title: 'Open now', holds: isOpen },
	{ id: 'listening', title: 'Listening', holds: (row) => row.reach !== undefined },
];

/** What the filter looks through. */
export function textOf(row: ConnectionSeen): string {
	const { local, remote } = row.socket;
	const owner = row.app === undefined ? 'unknown' : `${row.app.name} ${row.app.uid}`;
	const ends = `${remoteName(row)} ${written(remote)} ${written(local)} ${localName(row)}`;
	const port = `${row.port?.title ?? ''} ${row.port?.iana ?? ''} ${row.reach?.title ?? ''}`;
	const processes = row.behind?.sure === true ? row.behind.processes.map(({ name }) => name) : [];
	return [owner, ends, protocolTitle(row), stateName(row), port, ...processes]
		.join(' ')
		.toLowerCase();
}
