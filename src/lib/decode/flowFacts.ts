import type { Flow, TcpState } from '../model/flow.ts';
import { Dictionary } from './dictionary.ts';
import { addressSortKey } from './flowWords.ts';
import type { JoinedFlows } from './joinedFlows.ts';
import type { FlowColumns } from './reader.ts';
import { Breather } from './breather.ts';

/** Flows joined between two looks at the clock. */
const BATCH = 4096;

/** In the order of a conversation's life; the column holds the index, 0 for "not TCP". */
export const STATES: readonly (TcpState | undefined)[] = [
	undefined,
	'syn-sent',
	'midstream',
	'established',
	'closing',
	'closed',
	'reset',
];

/** What one pass over all rows goes by. */
interface Pass {
	readonly columns: FlowColumns;
	readonly since: Float64Array | undefined;
	/** Numbers of texts. */
	readonly addresses: ReadonlySet<number>;
}

/**
 * What finding and ordering need of flows besides the core's own numbers, as columns: some forty bytes a flow
 * and each text once. Filled when the first view asks, then only where something changed.
 */
export class FlowFacts {
	/** Rows written so far; the columns are longer. */
	rows = 0;
	readonly texts = new Dictionary(addressSortKey);
	/** Numbers of `texts`: both addresses, all names, and the far end as a table shows it. */
	a = new Uint32Array(0);
	b = new Uint32Array(0);
	names = new Uint32Array(0);
	remote = new Uint32Array(0);
	/** Indices of `owners` and of `STATES`. */
	owner = new Uint32Array(0);
	state = new Uint8Array(0);
	/** 1 where the phone is end b; an unknown phone counts as a, who spoke first. */
	phoneIsB = new Uint8Array(0);
	/** Every uid met; the first stands for "unknown". */
	readonly owners: (number | undefined)[] = [undefined];
	readonly #ownerIndex = new Map<number, number>();
	/** Packets of the flow when its row was written; 0: never. */
	#written = new Float64Array(0);
	readonly #flows: JoinedFlows;
	readonly #signal: AbortSignal;
	#pass: Promise<void> = Promise.resolve();

	constructor(flows: JoinedFlows, signal: AbortSignal) {
		this.#flows = flows;
		this.#signal = signal;
	}

	/** Brings every row up to what is known now, letting other work in between. */
	refresh(): Promise<void> {
		this.#pass = this.#pass.then(() => (this.#signal.aborted ? undefined : this.#refreshAll()));
		return this.#pass;
	}

	async #refreshAll(): Promise<void> {
		const touched = this.#flows.takeTouched();
		const pass: Pass = {
			// A copy: packets that come during the pass are the next one's business.
			columns: this.#flows.columns,
			since: touched.since,
			addresses: this.texts.known(touched.addresses),
		};
		const { count } = pass.columns;
		if (count > this.a.length) this.#grow(count);
		const breather = new Breather();
		for (let from = 0; from < count && !this.#signal.aborted; from += BATCH) {
			this.#refreshBatch(from, Math.min(from + BATCH, count), pass);
			await breather.pause();
		}
	}

	#refreshBatch(from: number, end: number, pass: Pass): void {
		const { packetsAb, packetsBa } = pass.columns;
		for (let id = from; id < end; id++) {
			const packets = (packetsAb[id] ?? 0) + (packetsBa[id] ?? 0);
			if (this.#written[id] === packets && !this.#isTouched(id, pass)) continue;
			this.#write(this.#flows.flow(id));
			this.#written[id] = packets;
		}
		this.rows = Math.max(this.rows, end);
	}

	#isTouched(id: number, { columns, since, addresses }: Pass): boolean {
		if (addresses.size > 0 && (has(addresses, this.a[id]) || has(addresses, this.b[id]))) {
			return true;
		}
		if (since === undefined) return false;
		const last = columns.last[id] ?? 0;
		const isBeyond = (port: number | undefined): boolean => last > (since[port ?? 0] ?? Infinity);
		return isBeyond(columns.aPort[id]) || isBeyond(columns.bPort[id]);
	}

	#write(flow: Flow): void {
		const { id, a, b, phone, names, owner, tcp } = flow;
		const far = phone === 'b' ? a : b;
		this.a[id] = this.texts.id(a.address);
		this.b[id] = this.texts.id(b.address);
		this.names[id] = this.texts.id(names.map(({ name }) => name).join(' '));
		this.remote[id] = this.texts.id(names[0]?.name ?? far.address);
		this.owner[id] = owner.kind === 'unknown' ? 0 : this.#indexOfOwner(owner.uid);
		this.state[id] = STATES.indexOf(tcp?.state);
		this.phoneIsB[id] = phone === 'b' ? 1 : 0;
	}

	#indexOfOwner(uid: number): number {
		const known = this.#ownerIndex.get(uid);
		if (known !== undefined) return known;
		const index = this.owners.push(uid) - 1;
		this.#ownerIndex.set(uid, index);
		return index;
	}

	#grow(count: number): void {
		const capacity = Math.max(BATCH, count, this.a.length * 2);
		this.a = widened(this.a, new Uint32Array(capacity));
		this.b = widened(this.b, new Uint32Array(capacity));
		this.names = widened(this.names, new Uint32Array(capacity));
		this.remote = widened(this.remote, new Uint32Array(capacity));
		this.owner = widened(this.owner, new Uint32Array(capacity));
		this.state = widened(this.state, new Uint8Array(capacity));
		this.phoneIsB = widened(this.phoneIsB, new Uint8Array(capacity));
		this.#written = widened(this.#written, new Float64Array(capacity));
	}
}

function widened<Column extends Uint8Array | Uint32Array | Float64Array>(
	narrow: Column,
	wide: Column,
): Column {
	wide.set(narrow);
	return wide;
}

const has = (set: ReadonlySet<number>, value: number | undefined): boolean =>
	value !== undefined && set.has(value);
