import type { Snippet } from 'svelte';
import type { ConnectionSeen } from '#lib/model/connectionSeen.ts';
import type { Endpoint } from '#lib/model/endpoint.ts';
import type { SocketState } from '#lib/model/socket.ts';
import { endpointText } from '../endpointText.ts';
import type { Column } from '../shared/column.ts';
import { dateTime, timeOfDay } from '../shared/format.ts';

const STATES: Readonly<Record<SocketState, string>> = {
	established: 'established',
	'syn-sent': 'connecting',
	'syn-recv': 'being connected',
	'fin-wait-1': 'closing',
	'fin-wait-2': 'closing, far end open',
	'time-wait': 'closed, waiting',
	close: 'unconnected',
	'close-wait': 'far end closed',
	'last-ack': 'closing',
	listen: 'listening',
	closing: 'closing',
	'new-syn-recv': 'being connected',
};

/** An end of a socket: a port that is not chosen is any port. */
export const written = (end: Endpoint): string =>
	end.port === 0 ? `${endpointText(end)}:*` : endpointText(end);

export const stateName = (row: ConnectionSeen): string =>
	row.open ? STATES[row.socket.state] : 'gone';

/** The far end by its best name. */
export function remoteName(row: ConnectionSeen): string {
	const { remote } = row.socket;
	if (row.remoteName === undefined) return written(remote);
	return `${row.remoteName}:${remote.port}`;
}

const REST: readonly Column<ConnectionSeen>[] = [
	{
		id: 'remote',
		title: 'Far end',
		mono: true,
		sortable: true,
		width: 13,
		grow: 1.4,
		value: remoteName,
		text: remoteName,
		exact: (row) => written(row.socket.remote),
	},
	{
		id: 'protocol',
		title: 'Protocol',
		sortable: true,
		width: 6,
		grow: 0,
		value: (row) => row.socket.protocol,
		text: (row) => row.socket.protocol.toUpperCase(),
	},
	{
		id: 'state',
		title: 'State',
		sortable: true,
		width: 9.5,
		grow: 0,
		value: stateName,
		text: stateName,
	},
	{
		id: 'local',
		title: 'This end',
		mono: true,
		sortable: true,
		hideNarrow: true,
		width: 12,
		value: (row) => written(row.socket.local),
		text: (row) => written(row.socket.local),
	},
	{
		id: 'first',
		title: 'First seen',
		sortable: true,
		numeric: true,
		hideNarrow: true,
		width: 6.5,
		value: (row) => row.firstSeen,
		text: (row) => dateTime(row.firstSeen),
		show: (row) => timeOfDay(row.firstSeen),
	},
];

/** The columns of the Connections page. */
export const connectionColumns = (
	app: Snippet<[ConnectionSeen]>,
): readonly Column<ConnectionSeen>[] => [
	{
		id: 'app',
		title: 'App',
		sortable: true,
		width: 11,
		value: (row) => row.app?.name,
		text: (row) => row.app?.name ?? 'unknown owner',
		cell: app,
	},
	...REST,
];
