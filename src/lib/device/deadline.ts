import type { Milliseconds } from '../base/units.ts';

/** Why nobody waits for the phone's answer any more. */
export type Ending = 'cancelled' | 'unanswered' | 'unpermitted';

export interface DeadlineOptions {
	/** How long a phone has to answer at all. */
	readonly answer: Milliseconds;
	/** How long a person has to answer the phone's dialog. */
	readonly patience: Milliseconds;
	readonly cancelled: AbortSignal;
}

/** The limits of a greeting: short while only machines talk, long once a person is asked. */
export class Deadline {
	/** Resolves when the wait is over before its time. */
	readonly over: Promise<Ending>;
	readonly #patience: Milliseconds;
	readonly #finish: (ending: Ending) => void;
	#ending: Ending | undefined;
	#timer: ReturnType<typeof setTimeout>;

	constructor({ answer, patience, cancelled }: DeadlineOptions) {
		const { promise, resolve } = Promise.withResolvers<Ending>();
		this.over = promise;
		this.#finish = (ending) => {
			this.#ending ??= ending;
			resolve(this.#ending);
		};
		this.#patience = patience;
		this.#timer = this.#after(answer, 'unanswered');
		const cancel = (): void => {
			this.#finish('cancelled');
		};
		if (cancelled.aborted) cancel();
		cancelled.addEventListener('abort', cancel, { once: true });
	}

	/** Undefined while the wait goes on, or when it ended well. */
	get ending(): Ending | undefined {
		return this.#ending;
	}

	/** The phone asks its person now. */
	asked(): void {
		clearTimeout(this.#timer);
		this.#timer = this.#after(this.#patience, 'unpermitted');
	}

	stop(): void {
		clearTimeout(this.#timer);
	}

	#after(delay: Milliseconds, ending: Ending): ReturnType<typeof setTimeout> {
		return setTimeout(() => {
			this.#finish(ending);
		}, delay);
	}
}
