import type { Milliseconds } from '../base/units.ts';

/** Fifteen a second: nobody waits a tenth of a second for a row, and a page still has time to draw. */
export const MIN_INTERVAL: Milliseconds = 66;

/**
 * Paces reports of something that changes all the time: the first change is reported at once, later ones at
 * most every `MIN_INTERVAL`, and the last one always.
 */
export class Reporter {
	readonly #send: () => void;
	#lastSent = -Infinity;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(send: () => void) {
		this.#send = send;
	}

	/** Something changed. Reports here and now if it is due, even when no timer gets a turn. */
	changed(): void {
		const wait = this.#lastSent + MIN_INTERVAL - performance.now();
		if (wait <= 0) this.now();
		else
			this.#timer ??= setTimeout(() => {
				this.now();
			}, wait);
	}

	/** Reports whatever the pace: this was the last change. */
	now(): void {
		this.stop();
		this.#lastSent = performance.now();
		this.#send();
	}

	/** Drops a report that is still to come. */
	stop(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}
}
