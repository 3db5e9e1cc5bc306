import type { Snippet } from 'svelte';
import type { Flow } from '#lib/model/flow.ts';
import { rttOf } from '#lib/model/flowHealth.ts';
import { protocolName } from '#lib/model/protocol.ts';
import { serviceTitle } from '#lib/model/serviceWords.ts';
import type { Column } from '../shared/column.ts';
import { bytes, count, dateTime, exactBytes, timeOfDayMs } from '../shared/format.ts';
import { endpointText } from '../endpointText.ts';
import { farEnd, farName, isThroughVpn, received, sent, stateOf, sum } from './ends.ts';
import { roundTrip } from './flowWords.ts';
import { healthSign } from './health.ts';

export interface FlowCells {
	readonly app: Snippet<[Flow]>;
	readonly service: Snippet<[Flow]>;
	readonly state: Snippet<[Flow]>;
	readonly health: Snippet<[Flow]>;
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

const SERVICE: Column<Flow> = {
	id: 'service',
	title: 'Service',
	hint: 'What it speaks: told by its content, or lighter where only its port says so',
	sortable: true,
	width: 6.5,
	grow: 0.4,
	text: ({ service }) => (service === undefined ? '' : serviceTitle(service.name)),
};

const RTT: Column<Flow> = {
	id: 'rtt',
	title: 'RTT',
	hint: 'Round-trip time: of the TCP handshake, else smoothed over the connection',
	numeric: true,
	sortable: true,
	width: 5.5,
	hideNarrow: true,
	text: (flow) => networkRtt(flow)?.toFixed(3) ?? '',
	show: (flow) => (flow.tcp === undefined ? '' : roundTrip(networkRtt(flow))),
};

/** Undefined, too, where PCAPdroid's own times would be taken for the network's. */
function networkRtt(flow: Flow): number | undefined {
	return isThroughVpn(flow) ? undefined : rttOf(flow.tcp);
}

/** Sorted by segments sent again, which is its name in orders. */
const HEALTH: Column<Flow> = {
	id: 'retransmissions',
	title: 'Health',
	hint: 'Share of the payload that was sent again; sorted by how often',
	numeric: true,
	sortable: true,
	width: 6,
	hideNarrow: true,
	text: (flow) => healthSign(flow)?.words ?? '',
	exact: (flow) => healthSign(flow)?.hint ?? '',
};

const PROTOCOL: Column<Flow> = {
	id: 'protocol',
	title: 'Protocol',
	sortable: true,
	width: 6,
	grow: 0,
	hideNarrow: true,
	text: (flow) => protocolName(flow.protocol),
};

const PACKETS: Column<Flow> = {
	id: 'packets',
	title: 'Packets',
	numeric: true,
	sortable: true,
	width: 5.5,
	hideNarrow: true,
	text: (flow) => String(sum(flow.packets)),
	show: (flow) => count(sum(flow.packets)),
};

const STATE: Column<Flow> = {
	id: 'state',
	title: 'State',
	sortable: true,
	width: 6,
	grow: 0.4,
	hideNarrow: true,
	text: stateOf,
};

/** The columns of the Capture page's flows, the most telling first: an open inspector leaves them less room. */
export function flowColumns(
	cells: FlowCells,
	appName: (flow: Flow) => string,
	largest: number,
): readonly Column<Flow>[] {
	return [
		FIRST,
		{ id: 'app', title: 'App', sortable: true, width: 8, grow: 2, text: appName, cell: cells.app },
		REMOTE,
		{ ...SERVICE, cell: cells.service },
		amount('rx', largest),
		amount('tx', largest),
		RTT,
		{ ...HEALTH, cell: cells.health },
		{ ...STATE, cell: cells.state },
		PROTOCOL,
		PACKETS,
	];
}
