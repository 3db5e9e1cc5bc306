import type { Snippet } from 'svelte';
import type { Flow } from '#lib/model/flow.ts';
import type { Endpoint } from '#lib/model/endpoint.ts';
import type { Column } from '../shared/column.ts';
import { bytes, count, dateTime, exactBytes, timeOfDayMs } from '../shared/format.ts';
import { endpointText } from '../endpointText.ts';
import { protocolName, tcpStateName } from '#lib/model/protocol.ts';

/** The end that is not the phone; where nobody knows which is, the one that was spoken to. */
export const farEnd = (flow: Flow): Endpoint => (flow.phone === 'b' ? flow.a : flow.b);

export const nearEnd = (flow: Flow): Endpoint => (flow.phone === 'b' ? flow.b : flow.a);

/** Bytes towards the phone, or towards the initiator where the phone is not known. */
export const received = (flow: Flow): number => flow.bytes[flow.phone === 'b' ? 0 : 1];

export const sent = (flow: Flow): number => flow.bytes[flow.phone === 'b' ? 1 : 0];

export function farName(flow: Flow): string {
	const far = farEnd(flow);
	const name = flow.names[0]?.name;
	if (name === undefined) return endpointText(far);
	return far.port === 0 ? name : `${name}:${far.port}`;
}

export const stateOf = (flow: Flow): string =>
	flow.tcp === undefined ? '' : tcpStateName(flow.tcp.state);

export interface FlowCells {
	readonly app: Snippet<[Flow]>;
	readonly state: Snippet<[Flow]>;
}

/** Bytes of one direction; bars compare with the largest flow. */
function amount(id: 'rx' | 'tx', largest: number): Column<Flow> {
	const value = id === 'rx' ? received : sent;
	return {
		id,
		title: id === 'rx' ? 'Received' : 'Sent',
		numeric: true,
		sortable: true,
		width: 6.5,
		text: (flow) => String(value(flow)),
		show: (flow) => bytes(value(flow)),
		exact: (flow) => exactBytes(value(flow)),
		bar: (flow) => value(flow) / largest,
		barColor: id === 'rx' ? 'var(--in)' : 'var(--out)',
	};
}

const FIRST: Column<Flow> = {
	id: 'first',
	title: 'First seen',
	mono: true,
	sortable: true,
	width: 8.5,
	grow: 0,
	hideNarrow: true,
	text: (flow) => dateTime(flow.first),
	show: (flow) => timeOfDayMs(flow.first),
};

const REMOTE: Column<Flow> = {
	id: 'remote',
	title: 'Far end',
	mono: true,
	sortable: true,
	width: 12,
	grow: 1.5,
	text: farName,
	exact: (flow) => endpointText(farEnd(flow)),
};

const PROTOCOL: Column<Flow> = {
	id: 'protocol',
	title: 'Protocol',
	sortable: true,
	width: 6,
	grow: 0,
	text: (flow) => protocolName(flow.protocol),
};

const PACKETS: Column<Flow> = {
	id: 'packets',
	title: 'Packets',
	numeric: true,
	sortable: true,
	width: 6,
	hideNarrow: true,
	text: (flow) => String(flow.packets[0] + flow.packets[1]),
	show: (flow) => count(flow.packets[0] + flow.packets[1]),
};

const STATE: Column<Flow> = {
	id: 'state',
	title: 'State',
	sortable: true,
	width: 6.5,
	grow: 0,
	hideNarrow: true,
	text: stateOf,
};

/** The columns of the Capture page's flows. */
export function flowColumns(
	cells: FlowCells,
	appName: (flow: Flow) => string,
	largest: number,
): readonly Column<Flow>[] {
	return [
		FIRST,
		{ id: 'app', title: 'App', sortable: true, width: 10, text: appName, cell: cells.app },
		REMOTE,
		PROTOCOL,
		amount('rx', largest),
		amount('tx', largest),
		PACKETS,
		{ ...STATE, cell: cells.state },
	];
}
