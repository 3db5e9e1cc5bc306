import { tick, untrack } from 'svelte';
import { sortRows, type Column, type Sort } from './column.ts';
import { copyRows, type CopiedRows } from './copyRows.ts';
import { Pager, type RowSource } from './pager.ts';
import { ROW_HEIGHT, START, canvasHeight, placeAt, reveal, scrolled, slice } from './viewport.ts';

/** What the state of a table is worked out from, read anew whenever it changes. */
export interface GridInput<T> {
	readonly rows: () => RowSource<T>;
	readonly columns: () => readonly Column<T>[];
	readonly sort: () => Sort | undefined;
	readonly onopen: (row: T) => void;
}

/** One line of the table: its place from 0, and its row unless that is still on its way. */
export interface DrawnRow<T> {
	readonly index: number;
	readonly row: T | undefined;
}

/** Height of the sticky head, CSS px. */
const HEAD_HEIGHT = 32;
/** Below this width, CSS px, columns marked `hideNarrow` are left out. */
const NARROW = 560;
/** Rows drawn before the size of the table is known, and skeletons before its rows are. */
const ASSUMED_HEIGHT = 20 * ROW_HEIGHT;
const SKELETONS = 8;

/** By how many rows a key moves, where one screen holds `page` rows. */
function rowStep(key: string, page: number): number | undefined {
	const steps: Readonly<Record<string, number>> = {
		ArrowDown: 1,
		ArrowUp: -1,
		PageDown: page,
		PageUp: -page,
		Home: -Infinity,
		End: Infinity,
	};
	return steps[key];
}

/** Where a table stands: what is in sight, which row has the focus, which are marked. No rendering. */
export class GridState<T> {
	/** Size of the scrolled box as measured; 0 before that. */
	height = $state(0);
	width = $state(0);
	box: HTMLElement | undefined;

	readonly #input: GridInput<T>;
	readonly #pager: Pager<T>;
	/** The pager again, wrapped anew when it has news: it is outside Svelte. */
	#known: { readonly pager: Pager<T> };
	#place = $state.raw(START);
	#active = $state(0);
	#anchor = $state<number>();

	readonly #sorted = $derived.by(() => {
		const rows = this.#input.rows();
		if (typeof rows === 'function') return undefined;
		return sortRows(rows, this.#input.columns(), this.#input.sort());
	});
	readonly #extent = $derived.by(() => {
		const height = this.height === 0 ? ASSUMED_HEIGHT : this.height - HEAD_HEIGHT;
		const unknown = this.failure === undefined ? SKELETONS : 0;
		return { total: this.total ?? unknown, height: Math.max(ROW_HEIGHT, height) };
	});
	readonly #slice = $derived(slice(this.#place, this.#extent));

	/** The columns that there is room for. */
	readonly columns = $derived.by(() => {
		const columns = this.#input.columns();
		const narrow = this.width > 0 && this.width < NARROW;
		return narrow ? columns.filter((column) => column.hideNarrow !== true) : columns;
	});
	readonly canvas = $derived(canvasHeight(this.#extent.total));
	readonly offset = $derived(this.#slice.offset);
	readonly drawn = $derived.by((): readonly DrawnRow<T>[] => {
		const { first, count } = this.#slice;
		return Array.from({ length: count }, (_, i) => ({
			index: first + i,
			row: this.row(first + i),
		}));
	});

	constructor(input: GridInput<T>) {
		this.#input = input;
		this.#pager = new Pager(() => {
			this.#known = { pager: this.#pager };
		});
		this.#known = $state.raw({ pager: this.#pager });
	}

	/** Rows in the view; undefined until the first page came. */
	get total(): number | undefined {
		if (this.#sorted !== undefined) return this.#sorted.length;
		return this.#known.pager.total;
	}

	get failure(): unknown {
		return this.#sorted === undefined ? this.#known.pager.failure : undefined;
	}

	/** The row that the keyboard is on. */
	get active(): number {
		return Math.min(this.#active, Math.max(0, this.#extent.total - 1));
	}

	get activeIsDrawn(): boolean {
		const { first, count } = this.#slice;
		return this.active >= first && this.active < first + count;
	}

	/** The marked rows, first and last; undefined unless there are at least two. */
	get marked(): readonly [first: number, last: number] | undefined {
		if (this.#anchor === undefined || this.#anchor === this.active) return undefined;
		return [Math.min(this.#anchor, this.active), Math.max(this.#anchor, this.active)];
	}

	isMarked(index: number): boolean {
		const marked = this.marked;
		return marked !== undefined && index >= marked[0] && index <= marked[1];
	}

	row(index: number): T | undefined {
		if (this.#sorted !== undefined) return this.#sorted[index];
		return this.#known.pager.row(index);
	}

	/** Fetches what came into sight. Reads everything that this depends on. */
	fetch(): void {
		const rows = this.#input.rows();
		const { first, count } = this.#slice;
		if (typeof rows !== 'function') return;
		untrack(() => {
			this.#pager.want(rows, first, count);
		});
	}

	retry(): void {
		this.#pager.retry();
	}

	scrolledTo(top: number): void {
		this.#place = scrolled(this.#place, top, this.#extent);
		// A focused row that is scrolled away leaves the page, and the focus must not leave with it.
		const onRow = document.activeElement?.closest('[data-index]') ?? null;
		if (!this.activeIsDrawn && onRow !== null && this.box?.contains(onRow) === true) {
			this.box.focus({ preventScroll: true });
		}
	}

	/** Puts the scroll bar of a very tall table back to where its rows are, once it rests. */
	rest(): void {
		this.#moveTo(placeAt(this.#place.position, this.#extent));
	}

	toStart(): void {
		this.#active = 0;
		this.#anchor = undefined;
		this.#moveTo(START);
	}

	/** Moves the focus to a row; with `extend` the rows between here and there are marked. */
	async focus(index: number, extend: boolean): Promise<void> {
		this.#anchor = extend ? (this.#anchor ?? this.active) : undefined;
		this.#active = Math.max(0, Math.min(index, this.#extent.total - 1));
		this.#moveTo(reveal(this.#active, this.#place, this.#extent));
		await tick();
		const row = this.box?.querySelector<HTMLElement>(`[data-index="${this.#active}"]`);
		row?.focus({ preventScroll: true });
		row?.scrollIntoView({ block: 'nearest' }); // where the table itself stands half outside the window
	}

	open(index: number): void {
		const row = this.row(index);
		if (row !== undefined) this.#input.onopen(row);
	}

	/** Does what a key means in a table. False: it means nothing here. */
	press(key: string, extend: boolean): boolean {
		const page = Math.max(1, Math.floor(this.#extent.height / ROW_HEIGHT) - 1);
		const step = rowStep(key, page);
		if (step !== undefined) void this.focus(this.active + step, extend);
		else if (key === 'Enter') this.open(this.active);
		else if (key === 'Escape' && this.marked !== undefined) this.#anchor = undefined;
		else return false;
		return true;
	}

	markAll(): void {
		this.#anchor = 0;
		this.#active = Math.max(0, this.#extent.total - 1);
	}

	/** The marked rows as text, or all of them, up to a limit. */
	text(): Promise<CopiedRows> {
		const rows = this.#sorted ?? this.#input.rows();
		return copyRows(rows, this.columns, this.marked ?? [0, (this.total ?? 0) - 1]);
	}

	#moveTo(place: { readonly top: number; readonly position: number }): void {
		this.#place = place;
		if (this.box !== undefined && Math.abs(this.box.scrollTop - place.top) >= 1) {
			this.box.scrollTop = place.top;
		}
	}
}
