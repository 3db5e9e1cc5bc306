import { assertNever } from '../base/assert.ts';
import type { FlowQuery } from '../ports/decoder.ts';
import { ranksOf } from './dictionary.ts';
import type { FilterInput } from './flowFilter.ts';
import { appName } from './flowWords.ts';

const PORTS = 65_536;

/** Sorts that the core's own columns can answer. */
export const CORE_SORTS: ReadonlySet<FlowQuery['sort']> = new Set([
	'first',
	'last',
	'protocol',
	'bytes',
	'packets',
]);

/** A number per flow whose order is the order asked for. Flows without the thing asked for come last. */
export function sortKeys(
	{ sort, descending }: Pick<FlowQuery, 'sort' | 'descending'>,
	input: FilterInput,
): Float64Array {
	const { columns, facts } = input;
	const last = descending ? -1 : Infinity;
	switch (sort) {
		case 'first':
			return columns.first.subarray(0, input.count);
		case 'last':
			return columns.last.subarray(0, input.count);
		case 'protocol':
			return keys(input, (id) => columns.protocol[id] ?? 0);
		case 'bytes':
			return keys(input, (id) => (columns.bytesAb[id] ?? 0) + (columns.bytesBa[id] ?? 0));
		case 'packets':
			return keys(input, (id) => (columns.packetsAb[id] ?? 0) + (columns.packetsBa[id] ?? 0));
		case 'tx':
			return keys(input, (id) => sent(id, input, 0));
		case 'rx':
			return keys(input, (id) => sent(id, input, 1));
		case 'state':
			return keys(input, (id) => (facts.state[id] === 0 ? last : (facts.state[id] ?? 0)));
		case 'app':
			return appKeys(input, last);
		case 'remote':
			return remoteKeys(input);
		default:
			return assertNever(sort);
	}
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
