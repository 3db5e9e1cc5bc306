import type { Milliseconds } from '../base/units.ts';
import type { Flow } from '../model/flow.ts';
import type { FlowPage, FlowQuery, FlowTable } from '../ports/decoder.ts';
import { FlowFacts } from './flowFacts.ts';
import { filterRows, filterWords, type FilterInput } from './flowFilter.ts';
import { CORE_SORTS, sortKeys } from './flowOrder.ts';
import type { JoinedFlows } from './joinedFlows.ts';
import { sortRows } from './rowOrder.ts';

export const MAX_PAGE = 1000;
/** Views kept ready: a table, its chart, and the ones a person just came from. */
const MAX_VIEWS = 4;
/** While a capture grows a view is made anew at most this often, and takes at most a fifth of the time. */
const MIN_AGE: Milliseconds = 40;
const AGE_PER_COST = 4;

const NO_ROWS = new Uint32Array(0);

interface View {
	readonly rows: Uint32Array;
	readonly revision: number;
	readonly madeAt: Milliseconds;
	readonly cost: Milliseconds;
}

/**
 * Sorted and filtered flows, by pages. A view is the row numbers in order, nothing more; flows are made for the
 * page alone. While the capture grows a page may come from a view that is a little behind: `onBehind` then
 * sees to it that whoever pages again with every summary gets the rest.
 */
export class FlowViews implements FlowTable {
	readonly #flows: JoinedFlows;
	readonly #facts: FlowFacts;
	readonly #onBehind: () => void;
	/** Aborted: the capture is closed, and its flows can no longer be asked for. */
	readonly #signal: AbortSignal;
	/** By query, the latest used last. */
	readonly #views = new Map<string, Promise<View>>();

	constructor(flows: JoinedFlows, onBehind: () => void, signal: AbortSignal) {
		this.#flows = flows;
		this.#facts = new FlowFacts(flows, signal);
		this.#onBehind = onBehind;
		this.#signal = signal;
	}

	async page(query: FlowQuery, from: number, count: number): Promise<FlowPage> {
		const { rows, revision } = await this.#view(query);
		if (revision !== this.#flows.revision) this.#onBehind();
		const start = Math.max(0, from);
		const wanted = rows.subarray(start, start + Math.min(Math.max(0, count), MAX_PAGE));
		return { total: rows.length, from: start, rows: this.#flowsOf(wanted) };
	}

	async largest(count: number): Promise<readonly Flow[]> {
		const { rows } = await this.#make({ text: '', sort: 'bytes', descending: true });
		return this.#flowsOf(rows.subarray(0, Math.max(0, count)));
	}

	#flowsOf(rows: Uint32Array): Flow[] {
		return this.#signal.aborted ? [] : Array.from(rows, (id) => this.#flows.flow(id));
	}

	#view(query: FlowQuery): Promise<View> {
		const key = `${query.sort} ${String(query.descending)} ${filterWords(query.text).join(' ')}`;
		const kept = this.#views.get(key);
		this.#views.delete(key);
		const view = kept?.then((made) => this.#upToDate(made, query)) ?? this.#make(query);
		this.#views.set(key, view);
		const [oldest] = this.#views.keys();
		if (this.#views.size > MAX_VIEWS && oldest !== undefined) this.#views.delete(oldest);
		return view;
	}

	#upToDate(view: View, query: FlowQuery): Promise<View> {
		const age = performance.now() - view.madeAt;
		const young = age < Math.max(MIN_AGE, AGE_PER_COST * view.cost);
		const good = view.revision === this.#flows.revision || (this.#flows.growing && young);
		return good ? Promise.resolve(view) : this.#make(query);
	}

	async #make(query: FlowQuery): Promise<View> {
		const begun = performance.now();
		const words = filterWords(query.text);
		const { revision } = this.#flows;
		const coreAnswers = words.length === 0 && CORE_SORTS.has(query.sort);
		if (!coreAnswers) await this.#facts.refresh();
		if (this.#signal.aborted) return { rows: NO_ROWS, revision, madeAt: begun, cost: 0 };
		const input: FilterInput = {
			count: coreAnswers ? this.#flows.count : this.#facts.rows,
			columns: this.#flows.columns,
			facts: this.#facts,
			apps: this.#flows.apps,
		};
		const rows = sortRows(filterRows(words, input), sortKeys(query, input), query.descending);
		const madeAt = performance.now();
		return { rows, revision, madeAt, cost: madeAt - begun };
	}
}
