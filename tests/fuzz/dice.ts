/** Random numbers that are the same for the same seed (mulberry32), so that every case can be made again. */
export class Dice {
	#state: number;

	constructor(seed: number) {
		this.#state = seed | 0;
	}

	/** A whole number below `limit`. */
	below(limit: number): number {
		this.#state = (this.#state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
	}

	/** True once in `times`. */
	once(times: number): boolean {
		return this.below(times) === 0;
	}

	pick<T>(choices: readonly [T, ...T[]]): T {
		return choices[this.below(choices.length)] ?? choices[0];
	}

	bytes(count: number): Uint8Array<ArrayBuffer> {
		return Uint8Array.from({ length: count }, () => this.below(256));
	}
}
