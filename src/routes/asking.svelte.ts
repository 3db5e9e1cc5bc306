import type { ProbeId } from '#lib/model/reading.ts';
import type { AskingProgress } from '#lib/session/questions.svelte.ts';
import type { Porthole } from '#lib/session/porthole.svelte.ts';
import type { PageAsks } from '#lib/ui/reading/pageAsks.ts';

/** What a page asks the phone: when it opens, when a phone comes, and when somebody wants it anew. */
export class PageQuestions implements PageAsks {
	readonly #porthole: Porthole;
	readonly #ids: readonly ProbeId[];

	/** To be made while the page's component is. */
	constructor(porthole: Porthole, ids: readonly ProbeId[]) {
		this.#porthole = porthole;
		this.#ids = ids;
		$effect(() => {
			if (porthole.asking) void porthole.want(ids);
		});
	}

	get asking(): boolean {
		return this.#porthole.asking;
	}

	get progress(): AskingProgress {
		return this.#porthole.questions.progressOf(this.#ids);
	}

	readonly again = (): void => {
		void this.#porthole.askAgain(this.#ids);
	};

	get rootRefused(): boolean {
		return this.#porthole.questions.rootRefused;
	}

	get onroot(): (() => void) | undefined {
		const { connection } = this.#porthole.phone;
		if (!this.asking || connection.kind !== 'ready' || connection.root === 'none') return undefined;
		return () => {
			void this.#porthole.allowRoot();
		};
	}
}
