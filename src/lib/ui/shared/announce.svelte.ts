/**
 * The one sentence that a screen reader is to say next. `LiveRegion` shows it, the frame holds the only one;
 * it is set by what a person did in this tab, never while a page is rendered on a server.
 */
class Announcer {
	#sentence = $state('');

	get sentence(): string {
		return this.#sentence;
	}

	/** Says it, also when it is the same as before. */
	say(sentence: string): void {
		const repeated = sentence === this.#sentence;
		this.#sentence = repeated ? `${sentence}\u00a0` : sentence;
	}
}

export const announcer = new Announcer();
