import type { Milliseconds } from '../base/units.ts';

/** How long the thread may work without looking at its messages. */
const MAX_BUSY: Milliseconds = 40;

/** Lets a long loop answer other calls now and then. */
export class Breather {
	#since: Milliseconds = performance.now();

	/** Gives the thread's other tasks a turn if this one has worked long enough; else goes on at once. */
	async pause(): Promise<void> {
		if (performance.now() - this.#since < MAX_BUSY) return;
		await nextTask();
		this.#since = performance.now();
	}
}

/** Resolves in a task of its own, after those that already wait, and not before `delay`. */
export function nextTask(delay: Milliseconds = 0): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, delay));
}
