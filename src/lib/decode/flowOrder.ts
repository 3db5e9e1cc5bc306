import { serviceNames } from '../model/service.ts';
import type { FlowQuery, FlowSort } from '../ports/decoder.ts';
import { ranksOf } from './dictionary.ts';
import type { FilterInput } from './flowFilter.ts';
import { serviceCode } from './flowService.ts';
import { appName } from './flowWords.ts';

const PORTS = 65_536;

/** Sorts that the core's own columns can answer. */
export const CORE_SORTS: ReadonlySet<FlowQuery['sort']> = new Set([
	'first',
	'last',
	'protocol',
	'bytes',
	'packets',
	'service',
	'rtt',
	'retransmissions',
]);

/** Makes the keys of one order; flows without the thing asked for get `last`. */
type MakeKeys = (input: FilterInput, last: number) => Float64Array;

const ORDERS: Readonly<Record<FlowSort, MakeKeys>> = {
	first: ({ columns, count }) => columns.first.subarray(0, count),
	last: ({ columns, count }) => columns.last.subarray(0, count),
	protocol: (input) => keys(input, (id) => input.columns.protocol[id] ?? 0),
	bytes: (input) => sums(input, input.columns.bytesAb, input.columns.bytesBa),
	packets: (input) => sums(input, input.columns.packetsAb, input.columns.packetsBa),
	tx: (input) => keys(input, (id) => sent(id, input, 0)),
	rx: (input) => keys(input, (id) => sent(id, input, 1)),
	state: (input, last) =>
		keys(input, (id) => known(input.facts.state[id] === 0 ? NaN : input.facts.state[id], last)),
	app: appKeys,
	remote: remoteKeys,
	service: serviceKeys,
	rtt: (input, last) => keys(input, (id) => known(input.columns.rtt[id], last)),
	retransmissions: (input, last) =>
		keys(input, (id) => known(input.columns.retransmissions[id], last)),
};

/** A number per flow whose order is the order asked for. Flows without the thing asked for come last. */
export const sortKeys = (
	{ sort, descending }: Pick<FlowQuery, 'sort' | 'descending'>,
	input: FilterInput,
): Float64Array => ORDERS[sort](input, descending ? -1 : Infinity);

function sums(input: FilterInput, ab: Float64Array, ba: Float64Array): Float64Array {
	return keys(input, (id) => (ab[id] ?? 0) + (ba[id] ?? 0));
}

function keys({ count }: FilterInput, keyOf: (id: number) => number): Float64Array {
	const all = new Float64Array(count);
	for (let id = 0; id < count; id++) all[id] = keyOf(id);
	return all;
}

/** Bytes that the phone sent (`by` 0) or the far end (`by` 1). */
function sent(id: number, { columns, facts }: FilterInput, by: 0 | 1): number {
	const column = facts.phoneIsB[id] === by ? columns.bytesAb : columns.bytesBa;
	return column[id] ?? 0;
}

/** Keys must not be NaN, which stands for "none". */
const known = (value: number | undefined, last: number): number =>
	value === undefined || Number.isNaN(value) ? last : value;

const SERVICE_RANKS = ranksOf(['', ...serviceNames]);

function serviceKeys(input: FilterInput, last: number): Float64Array {
	return keys(input, (id) => {
		const code = serviceCode(input.columns, id);
		return code === 0 ? last : (SERVICE_RANKS[code] ?? 0);
	});
}

function appKeys(input: FilterInput, last: number): Float64Array {
	const { owner, owners } = input.facts;
	const names = owners.map((uid) =>
		uid === undefined ? '' : appName(uid, input.apps).toLowerCase(),
	);
	const ranks = ranksOf(names);
	return keys(input, (id) => (owner[id] === 0 ? last : (ranks[owner[id] ?? 0] ?? 0)));
}

/** By the far end's name or address, then its port. */
function remoteKeys(input: FilterInput): Float64Array {
	const { columns, facts } = input;
	const ranks = facts.texts.ranks();
	return keys(input, (id) => {
		const port = facts.phoneIsB[id] === 1 ? columns.aPort[id] : columns.bPort[id];
		return (ranks[facts.remote[id] ?? 0] ?? 0) * PORTS + (port ?? 0);
	});
}
