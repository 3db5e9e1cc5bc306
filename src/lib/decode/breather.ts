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

/**
 * Resolves in a task of its own, after those that already wait. By a message to itself: browsers make timers that
 * follow each other wait 4 ms (HTML 8.6).
 */
function nextTask(): Promise<void> {
	const { port1, port2 } = new MessageChannel();
	return new Promise((resolve) => {
		port1.onmessage = () => {
			port1.close();
			resolve();
		};
		port2.postMessage(undefined);
	});
}

/** Resolves in a task of its own, not before `delay`. */
export function later(delay: Milliseconds): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, delay));
}
