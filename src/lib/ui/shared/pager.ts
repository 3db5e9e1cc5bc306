/** A stretch of rows; `total` is how many the whole view has now. */
export interface RowPage<T> {
	readonly total: number;
	readonly from: number;
	readonly rows: readonly T[];
}

/** Gives rows `from` to `from + count` of a view. A view that changed, or grew, is a new function. */
export type LoadRows<T> = (from: number, count: number) => Promise<RowPage<T>>;

/** Rows at hand, or a function that fetches them by pages. */
export type RowSource<T> = readonly T[] | LoadRows<T>;

interface CachedPage<T> {
	readonly rows: readonly T[];
	readonly generation: number;
}

export const PAGE_SIZE = 200;
/** Pages kept; about what a person scrolls back to. */
const MAX_PAGES = 40;

/**
 * Rows of a view that is too large to hold, fetched by pages as they come into sight.
 *
 * When the view changes, the rows known so far stay until their successors arrive: no blank between two states of
 * the same table. Of each page one request at a time is under way, so a slow source is never piled upon.
 */
export class Pager<T> {
	readonly #onchange: () => void;
	readonly #pages = new Map<number, CachedPage<T>>();
	readonly #underWay = new Set<number>();
	#load: LoadRows<T> | undefined;
	#generation = 0;
	#total: { readonly rows: number; readonly generation: number } | undefined;
	#wanted = { first: 0, last: -1 };
	#failure: { readonly cause: unknown; readonly generation: number } | undefined;

	constructor(onchange: () => void) {
		this.#onchange = onchange;
	}

	/** How many rows the view has; undefined until the first page came. */
	get total(): number | undefined {
		return this.#total?.rows;
	}

	/** What the source threw when it was last asked: its thread is gone, as a rule. */
	get failure(): unknown {
		return this.#failure?.cause;
	}

	/** The row, if it is here. */
	row(index: number): T | undefined {
		return this.#pages.get(Math.floor(index / PAGE_SIZE))?.rows[index % PAGE_SIZE];
	}

	/** Makes rows `from` to `from + count` of this view come, unless they are here or on their way. */
	want(load: LoadRows<T>, from: number, count: number): void {
		if (load !== this.#load) {
			this.#load = load;
			this.#generation++;
		}
		const last = Math.floor((from + Math.max(1, count) - 1) / PAGE_SIZE);
		this.#wanted = { first: Math.floor(from / PAGE_SIZE), last };
		for (let page = this.#wanted.first; page <= last; page++) void this.#fetch(page);
	}

	/** Asks again for what is in sight, also after a failure. */
	retry(): void {
		this.#generation++;
		for (let page = this.#wanted.first; page <= this.#wanted.last; page++) void this.#fetch(page);
	}

	async #fetch(page: number): Promise<void> {
		const load = this.#load;
		const generation = this.#generation;
		if (load === undefined || this.#underWay.has(page)) return;
		if (this.#pages.get(page)?.generation === generation) return;
		if (this.#failure?.generation === generation) return; // until asked to try again
		this.#underWay.add(page);
		try {
			this.#keep(page, await load(page * PAGE_SIZE, PAGE_SIZE), generation);
			this.#failure = undefined;
		} catch (cause) {
			this.#failure = { cause, generation };
		}
		this.#underWay.delete(page);
		this.#onchange();
		if (this.#isWanted(page)) await this.#fetch(page); // the view changed meanwhile
	}

	#keep(page: number, answer: RowPage<T>, generation: number): void {
		if (generation >= (this.#total?.generation ?? 0)) {
			this.#total = { rows: answer.total, generation };
		}
		this.#pages.delete(page); // so that it counts as the latest
		this.#pages.set(page, { rows: answer.rows, generation });
		for (const oldest of this.#pages.keys()) {
			if (this.#pages.size <= MAX_PAGES) break;
			if (!this.#isWanted(oldest)) this.#pages.delete(oldest);
		}
	}

	#isWanted(page: number): boolean {
		return page >= this.#wanted.first && page <= this.#wanted.last;
	}
}

/** All rows of a view from `from` on, `limit` at most, asked for in turn. */
export async function loadAll<T>(load: LoadRows<T>, from: number, limit: number): Promise<T[]> {
	const rows: T[] = [];
	while (rows.length < limit) {
		const page = await load(from + rows.length, Math.min(PAGE_SIZE * 5, limit - rows.length));
		rows.push(...page.rows);
		if (page.rows.length === 0 || from + rows.length >= page.total) break;
	}
	return rows;
}
