import { SvelteMap } from 'svelte/reactivity';
import { chosenFrom, isShown } from './chosenColumns.ts';
import type { Column } from './column.ts';

/** Which columns of a table a person wants to see, remembered in this browser under the table's name. */
export class ColumnChoice {
	readonly #storageKey: string;
	readonly #chosen = new SvelteMap<string, boolean>();

	constructor(name: string) {
		this.#storageKey = `porthole.columns.${name}`;
	}

	/** Reads what was chosen on an earlier visit. Only in a browser. */
	restore(): void {
		const stored = chosenFrom(storage()?.getItem(this.#storageKey) ?? null);
		for (const [id, shown] of stored) this.#chosen.set(id, shown);
	}

	shows<T>(column: Column<T>): boolean {
		return isShown(column, this.#chosen);
	}

	choose(id: string, shown: boolean): void {
		this.#chosen.set(id, shown);
		storage()?.setItem(this.#storageKey, JSON.stringify(Object.fromEntries(this.#chosen)));
	}

	reset(): void {
		this.#chosen.clear();
		storage()?.removeItem(this.#storageKey);
	}
}

/** Undefined where the browser keeps nothing for this site. */
function storage(): Storage | undefined {
	try {
		return localStorage;
	} catch {
		return undefined;
	}
}
