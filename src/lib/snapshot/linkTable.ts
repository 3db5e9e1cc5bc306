// Lists as a link carries them: column by column, since deflate packs likes beside likes best.
import * as v from 'valibot';
import { MAX_SNAPSHOT_FLOWS } from '../model/capture.ts';

/** A whole number per column. */
export type Row<Column extends string> = Readonly<Record<Column, number>>;

export type Columns = readonly (readonly number[])[];

const MAX_LINK_ROWS = 4 * MAX_SNAPSHOT_FLOWS;
const wholeNumber = v.pipe(v.number(), v.safeInteger());
const column = v.pipe(v.array(wholeNumber), v.maxLength(MAX_LINK_ROWS));

/** Rows as columns, in the order of `names`. */
export function toColumns<Column extends string>(
	names: readonly Column[],
	rows: readonly Row<Column>[],
): Columns {
	return names.map((name) => rows.map((row) => row[name]));
}

/** Reads columns as rows; refuses columns of different lengths, more or fewer of them, and anything not whole. */
export function rowsSchema<const Names extends readonly string[]>(names: Names) {
	return v.pipe(
		v.array(column),
		v.length(names.length),
		v.check((columns) => columns.every((each) => each.length === columns[0]?.length)),
		v.transform((columns) =>
			(columns[0] ?? []).map((_, row) =>
				Object.fromEntries(names.map((name, at) => [name, columns[at]?.[row]])),
			),
		),
		v.array(v.object(v.entriesFromList(names, wholeNumber))),
	);
}
