import type { Column } from './column.ts';

/** What was stored, if it still makes sense: another version of the site may have written it. */
export function chosenFrom(stored: string | null): ReadonlyMap<string, boolean> {
	if (stored === null) return new Map();
	try {
		const value: unknown = JSON.parse(stored);
		if (typeof value !== 'object' || value === null) return new Map();
		const entries = Object.entries(value);
		return new Map(entries.filter((e): e is [string, boolean] => typeof e[1] === 'boolean'));
	} catch {
		return new Map();
	}
}

/** Whether a column stands in the table: as chosen, else unless it is optional. */
export function isShown<T>(column: Column<T>, chosen: ReadonlyMap<string, boolean>): boolean {
	return chosen.get(column.id) ?? column.optional !== true;
}
