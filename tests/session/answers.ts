interface Held {
	/** Resolves when the question has come. */
	readonly asked: Promise<void>;
	letGo(): void;
}

/** When a thread answers: at once, or, where a test holds an answer back, when that one lets it go. */
export class Answers {
	/** Every question so far, in order. */
	readonly questions: string[] = [];
	readonly #held = new Map<string, { asked: () => void; gone: Promise<void> }>();

	/** Holds back the next answer to `question`; the ones after it are given at once. */
	hold(question: string): Held {
		const asked = Promise.withResolvers<undefined>();
		const gone = Promise.withResolvers<undefined>();
		this.#held.set(question, {
			asked: () => {
				asked.resolve(undefined);
			},
			gone: gone.promise.then(() => undefined),
		});
		return {
			asked: asked.promise.then(() => undefined),
			letGo: () => {
				gone.resolve(undefined);
			},
		};
	}

	/** How often `question` was asked. */
	count(question: string): number {
		return this.questions.filter((each) => each === question).length;
	}

	async give<T>(question: string, answer: () => T | Promise<T>): Promise<T> {
		this.questions.push(question);
		const held = this.#held.get(question);
		this.#held.delete(question);
		const value = await answer();
		held?.asked();
		await held?.gone;
		return value;
	}
}
