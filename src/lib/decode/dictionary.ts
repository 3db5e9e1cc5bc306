/**
 * Strings under small numbers, so that a million rows need few strings and a search looks at each only once.
 * Kept in lower case: for finding and ordering, not for showing.
 */
export class Dictionary {
	readonly #ids = new Map<string, number>();
	readonly #texts: string[] = [];
	readonly #sortKey: (text: string) => string;
	#ranks: Float64Array = new Float64Array(0);

	constructor(sortKey: (text: string) => string) {
		this.#sortKey = sortKey;
	}

	/** The number of `text`, given now if it has none. */
	id(text: string): number {
		const key = text.toLowerCase();
		const known = this.#ids.get(key);
		if (known !== undefined) return known;
		const id = this.#texts.length;
		this.#ids.set(key, id);
		this.#texts.push(key);
		return id;
	}

	/** The numbers of those `texts` that have one. */
	known(texts: Iterable<string>): ReadonlySet<number> {
		const ids = new Set<number>();
		for (const text of texts) {
			const id = this.#ids.get(text.toLowerCase());
			if (id !== undefined) ids.add(id);
		}
		return ids;
	}

	/** Per number 1 where `matches` says yes to its text. */
	select(matches: (text: string) => boolean): Uint8Array {
		return Uint8Array.from(this.#texts, (text) => (matches(text) ? 1 : 0));
	}

	/** Per number the place of its text in order. */
	ranks(): Float64Array {
		if (this.#ranks.length !== this.#texts.length) {
			this.#ranks = ranksOf(this.#texts.map(this.#sortKey));
		}
		return this.#ranks;
	}
}

/** Per key its place among all keys in the order of code units; equal keys share one. */
export function ranksOf(keys: readonly string[]): Float64Array {
	const places = new Map([...new Set(keys)].sort().map((key, place) => [key, place]));
	return Float64Array.from(keys, (key) => places.get(key) ?? 0);
}
