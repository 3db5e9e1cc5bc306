import type { Snippet } from 'svelte';
import { protocolName } from '#lib/model/protocol.ts';
import type { ConnectionSeen, ProcessesBehind } from '#lib/model/connectionSeen.ts';
import type { Column } from '../shared/column.ts';
import { bytes, count, dateTime, NONE, timeOfDay } from '../shared/format.ts';
import { STATE_WORDS } from './stateWords.ts';
import { written } from './written.ts';

type Row = ConnectionSeen;

/** Cells that are drawn, not written. */
export interface Cells {
	readonly app: Snippet<[Row]>;
	readonly port: Snippet<[Row]>;
	/** When it was seen, within the watch; undefined where nothing was watched. */
	readonly life: Snippet<[Row]> | undefined;
}

export const stateName = (row: Row): string =>
	row.open ? STATE_WORDS[row.socket.state].title : 'gone';

/** The far end by its best name. */
export function remoteName(row: Row): string {
	const { remote } = row.socket;
	if (row.remoteName === undefined) return written(remote);
	return `${row.remoteName}:${remote.port}`;
}

/** One's own end; a raw socket has a protocol where others have a port. */
export function localName({ socket: { protocol, local } }: Row): string {
	return protocol === 'raw' ? `${local.address} ${protocolName(local.port)}` : written(local);
}

const PROTOCOLS: Readonly<Record<Row['socket']['protocol'], string>> = {
	tcp: 'TCP',
	udp: 'UDP',
	raw: 'raw',
	icmp: 'ping',
	udplite: 'UDP-Lite',
};

export const protocolTitle = ({ socket }: Row): string => PROTOCOLS[socket.protocol];

/** Who is behind it: by name where that is sure, else how many it may be. */
export function processName(behind: ProcessesBehind | undefined): string {
	const [first, ...others] = behind?.processes ?? [];
	if (behind === undefined || first === undefined) return NONE;
	if (others.length === 0) return first.name;
	return behind.sure
		? `${first.name} and ${count(others.length)} more`
		: `one of ${count(behind.processes.length)}`;
}

const processNames = ({ behind }: Row): string =>
	behind?.processes.map(({ name, pid }) => `${name} (${pid})`).join(', ') ?? '';

const remote: Column<Row> = {
	id: 'remote',
	title: 'Far end',
	mono: true,
	sortable: true,
	width: 12,
	grow: 1.4,
	value: remoteName,
	text: remoteName,
	exact: (row) => written(row.socket.remote),
};
const local: Column<Row> = {
	id: 'local',
	title: 'This end',
	mono: true,
	sortable: true,
	width: 12,
	value: localName,
	text: localName,
};
const protocol: Column<Row> = {
	id: 'protocol',
	title: 'Over',
	hint: 'The protocol',
	sortable: true,
	width: 4.6,
	grow: 0,
	value: protocolTitle,
	text: protocolTitle,
};
const state: Column<Row> = {
	id: 'state',
	title: 'State',
	sortable: true,
	width: 9.2,
	grow: 0,
	value: stateName,
	text: stateName,
	exact: (row) => (row.open ? STATE_WORDS[row.socket.state].sentence : 'Not in the latest look'),
};
const process: Column<Row> = {
	id: 'process',
	title: 'Process',
	hint: 'The program behind it; without root one of those that run as its owner',
	sortable: true,
	hideNarrow: true,
	width: 7.5,
	grow: 0.7,
	value: (row) => processName(row.behind),
	text: processNames,
	show: (row) => processName(row.behind),
};
const reach: Column<Row> = {
	id: 'reach',
	title: 'Reached by',
	hint: 'Who can reach it, by the address it is bound to',
	sortable: true,
	width: 7.5,
	grow: 0,
	value: (row) => row.reach?.title,
	text: (row) => row.reach?.title ?? NONE,
	exact: (row) => row.reach?.words ?? '',
};
const first: Column<Row> = {
	id: 'first',
	title: 'First seen',
	sortable: true,
	numeric: true,
	hideNarrow: true,
	optional: true,
	width: 6.5,
	value: (row) => row.firstSeen,
	text: (row) => dateTime(row.firstSeen),
	show: (row) => timeOfDay(row.firstSeen),
};

const queued: Column<Row> = {
	id: 'queued',
	title: 'Queued',
	hint: 'What the far end has not acknowledged yet, and what the app has not read yet',
	...{ sortable: true, numeric: true, hideNarrow: true, width: 6, grow: 0.2 },
	value: ({ socket: { txQueue, rxQueue } }) => txQueue + rxQueue,
	text: ({ socket: { txQueue, rxQueue } }) => `${txQueue} unacked, ${rxQueue} unread`,
	show: ({ socket: { txQueue, rxQueue } }) =>
		[
			...(txQueue === 0 ? [] : [`${bytes(txQueue)} unacked`]),
			...(rxQueue === 0 ? [] : [`${bytes(rxQueue)} unread`]),
		].join(', ') || NONE,
};
const waiting: Column<Row> = {
	id: 'waiting',
	title: 'Queued',
	hint: 'TCP: connections the app has not accepted yet. Else: bytes it has not read',
	...{ sortable: true, numeric: true, hideNarrow: true, width: 5.5 },
	value: (row) => row.socket.rxQueue,
	text: (row) => String(row.socket.rxQueue),
	show: (row) => {
		const { rxQueue, protocol: of } = row.socket;
		if (rxQueue === 0) return NONE;
		return of === 'tcp' ? count(rxQueue) : bytes(rxQueue);
	},
};
const repeats: Column<Row> = {
	id: 'repeats',
	title: 'Repeats',
	hint: 'How often the oldest unacknowledged packet was sent again in vain',
	...{ sortable: true, numeric: true, hideNarrow: true, width: 6.2, grow: 0 },
	value: (row) => row.socket.retransmits ?? 0,
	text: (row) => String(row.socket.retransmits ?? 0),
	show: (row) => ((row.socket.retransmits ?? 0) === 0 ? NONE : count(row.socket.retransmits ?? 0)),
};

const drawn = ({ app, port, life }: Cells) => ({
	app: {
		id: 'app',
		title: 'App',
		sortable: true,
		width: 12,
		value: (row: Row) => row.app?.name,
		text: (row: Row) => row.app?.name ?? 'unknown owner',
		cell: app,
	},
	port: {
		id: 'port',
		title: 'Port',
		hint: 'What the number of the port usually stands for',
		sortable: true,
		width: 6,
		grow: 0,
		value: (row: Row) => row.port?.title,
		text: (row: Row) => row.port?.title ?? NONE,
		exact: (row: Row) => row.port?.words ?? 'A number that stands for nothing known',
		cell: port,
	},
	life:
		life === undefined
			? []
			: [
					{
						id: 'life',
						title: 'Seen',
						hint: 'When it was there, from the start of the watch on the left to its end',
						...{ sortable: true, hideNarrow: true, width: 5, grow: 0 },
						value: (row: Row) => row.firstSeen,
						text: (row: Row) => `${timeOfDay(row.firstSeen)} to ${timeOfDay(row.lastSeen)}`,
						cell: life,
					},
				],
});

/** Columns for sockets that talk to somebody, and for all together. */
export function connectionColumns(cells: Cells): readonly Column<Row>[] {
	const { app, port, life } = drawn(cells);
	const ends = [remote, port, protocol, state];
	const hidden = { ...local, optional: true };
	return [app, ...ends, ...life, queued, repeats, process, hidden, first];
}

/** Columns for sockets that wait for whoever comes: the far end says nothing there. */
export function listenerColumns(cells: Cells): readonly Column<Row>[] {
	const { app, port, life } = drawn(cells);
	return [app, local, port, reach, protocol, ...life, waiting, process, first];
}
