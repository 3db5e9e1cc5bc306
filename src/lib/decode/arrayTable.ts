import type { Flow } from '../model/flow.ts';
import { protocolName, tcpStateName } from '../model/protocol.ts';
import type { FlowQuery, FlowSort, FlowTable } from '../ports/decoder.ts';
import { STATES } from './flowFacts.ts';
import { filterWords } from './flowFilter.ts';
import { retransmissionsOf, rttOf } from '../model/flowHealth.ts';
import { addressSortKey, appName, serviceText } from './flowWords.ts';

/** As many rows as a decoder gives at once. */
const MAX_PAGE = 1000;

type Names = ReadonlyMap<number, string>;

/** Flows at hand (a link brought them along), served as a decoder serves its own: same filter, same orders. */
export function arrayTable(flows: readonly Flow[], apps: Names): FlowTable {
	return {
		page(query, from, count) {
			const rows = view(flows, query, apps);
			return Promise.resolve({
				total: rows.length,
				from,
				rows: rows.slice(from, from + Math.min(count, MAX_PAGE)),
			});
		},
	};
}

function view(flows: readonly Flow[], query: FlowQuery, apps: Names): readonly Flow[] {
	const words = filterWords(query.text);
	const key = sortKey(query.sort, apps);
	const sign = query.descending ? -1 : 1;
	return flows
		.filter((flow) => {
			const text = textOf(flow, apps);
			return words.every((word) => text.includes(word));
		})
		.sort((a, b) => compare(key(a), key(b), sign) || a.id - b.id);
}

/** What a flow is sorted by; undefined where it has none of it: such flows come last, whatever the order. */
type Key = string | number | undefined;

function compare(a: Key, b: Key, sign: number): number {
	if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
	return a < b ? -sign : Number(a > b) * sign;
}

function textOf(flow: Flow, apps: Names): string {
	const owner =
		flow.owner.kind === 'unknown' ? '' : `${appName(flow.owner.uid, apps)} ${flow.owner.uid}`;
	const ends = [flow.a, flow.b].map(
		({ address, port }) => `${address}:${port} [${address}]:${port}`,
	);
	const names = flow.names.map(({ name }) => name);
	const service = flow.service === undefined ? '' : serviceText(flow.service.name);
	return [...ends, ...names, protocolName(flow.protocol), service, stateOf(flow), owner]
		.join(' ')
		.toLowerCase();
}

const stateOf = ({ tcp }: Flow): string => (tcp === undefined ? '' : tcpStateName(tcp.state));

const far = (flow: Flow) => (flow.phone === 'b' ? flow.a : flow.b);

const both = ([ab, ba]: readonly [number, number]): number => ab + ba;

const KEYS: Readonly<Record<Exclude<FlowSort, 'app'>, (flow: Flow) => Key>> = {
	first: (flow) => flow.first,
	last: (flow) => flow.last,
	protocol: (flow) => flow.protocol,
	bytes: (flow) => both(flow.bytes),
	packets: (flow) => both(flow.packets),
	rx: (flow) => flow.bytes[flow.phone === 'b' ? 0 : 1],
	tx: (flow) => flow.bytes[flow.phone === 'b' ? 1 : 0],
	state: (flow) => (flow.tcp === undefined ? undefined : STATES.indexOf(flow.tcp.state)),
	service: (flow) => flow.service?.name,
	rtt: (flow) => rttOf(flow.tcp),
	retransmissions: (flow) => retransmissionsOf(flow.tcp),
	remote: (flow) => flow.names[0]?.name ?? addressSortKey(far(flow).address),
};

function sortKey(sort: FlowSort, apps: Names): (flow: Flow) => Key {
	if (sort !== 'app') return KEYS[sort];
	return ({ owner }) =>
		owner.kind === 'unknown' ? undefined : appName(owner.uid, apps).toLowerCase();
}
