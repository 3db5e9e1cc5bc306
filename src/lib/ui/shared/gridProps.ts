import type { Snippet } from 'svelte';
import type { Column, Sort } from './column.ts';
import type { RowSource } from './pager.ts';

/** What `Grid` takes, and `Table` hands on. */
export interface GridProps<T> {
	/** What the rows are, for a screen reader. */
	readonly label: string;
	readonly columns: readonly Column<T>[];
	readonly rows: RowSource<T>;
	readonly key: (row: T) => string | number;
	/** Key of the row that stands open beside the table. */
	readonly selected?: string | number | undefined;
	readonly sort?: Sort | undefined;
	readonly onsort?: ((sort: Sort) => void) | undefined;
	readonly onopen?: ((row: T) => void) | undefined;
	/** Stands there when there is no row. */
	readonly empty?: Snippet | undefined;
}

export interface TableProps<T> extends GridProps<T> {
	/** Under which the choice of columns is remembered. */
	readonly name: string;
	/** Before the table's own tools: a filter. */
	readonly tools?: Snippet | undefined;
	/** What a person must know to read the rows rightly. */
	readonly note?: Snippet | undefined;
}
