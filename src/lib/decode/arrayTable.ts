import type { Flow } from '../model/flow.ts';
import type { FlowQuery, FlowSort, FlowTable } from '../ports/decoder.ts';
import { filterWords } from './flowFilter.ts';
import { addressSortKey, appName, protocolName } from './flowWords.ts';

type Names = ReadonlyMap<number, string>;

/** Flows at hand (a link brought them along), served as a decoder serves its own: same filter, same orders. */
export function arrayTable(flows: readonly Flow[], apps: Names): FlowTable {
	return {
		page(query, from, count) {
			const rows = view(flows, query, apps);
			return Promise.resolve({ total: rows.length, from, rows: rows.slice(from, from + count) });
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
		.sort((a, b) => sign * compare(key(a), key(b)) || a.id - b.id);
}

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : Number(a > b));

function textOf(flow: Flow, apps: Names): string {
	const owner =
		flow.owner.kind === 'unknown' ? '' : `${appName(flow.owner.uid, apps)} ${flow.owner.uid}`;
	const ends = [flow.a, flow.b].map(
		({ address, port }) => `${address}:${port} [${address}]:${port}`,
	);
	const names = flow.names.map(({ name }) => name);
	return [...ends, ...names, protocolName(flow.protocol), flow.tcp?.state ?? '', owner]
		.join(' ')
		.toLowerCase();
}

const far = (flow: Flow) => (flow.phone === 'b' ? flow.a : flow.b);

const both = ([ab, ba]: readonly [number, number]): number => ab + ba;

const KEYS: { readonly [Sort in Exclude<FlowSort, 'app'>]: (flow: Flow) => string | number } = {
	first: (flow) => flow.first,
	last: (flow) => flow.last,
	protocol: (flow) => flow.protocol,
	bytes: (flow) => both(flow.bytes),
	packets: (flow) => both(flow.packets),
	rx: (flow) => flow.bytes[flow.phone === 'b' ? 0 : 1],
	tx: (flow) => flow.bytes[flow.phone === 'b' ? 1 : 0],
	state: (flow) => flow.tcp?.state ?? '',
	remote: (flow) => flow.names[0]?.name ?? addressSortKey(far(flow).address),
};

function sortKey(sort: FlowSort, apps: Names): (flow: Flow) => string | number {
	if (sort !== 'app') return KEYS[sort];
	return ({ owner }) => (owner.kind === 'unknown' ? '' : appName(owner.uid, apps).toLowerCase());
}
