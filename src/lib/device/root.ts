import type { RootWay } from '../model/connection.ts';
import type { Milliseconds } from '../base/units.ts';
import type { Shell } from '../ports/shell.ts';

/** How long a person has to answer the root manager's question on the phone (Magisk asks for 10 s). */
const CONSENT: Milliseconds = 30_000;

/** The ways of becoming root that have to be tried. */
export type SuWay = Extract<RootWay, 'su-c' | 'su-0'>;

/** What asking leads to. */
export type GrantedWay = Exclude<RootWay, 'su-unasked'>;

export interface RootOptions {
	/** Runs as the user that adbd gave us. */
	readonly plain: Shell;
	/** Runs as root by this way. */
	readonly by: (way: SuWay) => Shell;
	/** Whether our commands are root already. */
	readonly alreadyRoot: boolean;
	readonly changed: (way: RootWay) => void;
}

/**
 * How commands become root on this phone.
 *
 * Asking `su` makes Magisk and its like ask the person, so nothing is asked before somebody wants root: until then
 * the way is `su-unasked` where an su lies about. A yes is kept; after a no the next wish asks again.
 */
export class Root {
	readonly #options: RootOptions;
	#way: RootWay;
	#refused = false;
	#asking: Promise<GrantedWay> | undefined;

	private constructor(options: RootOptions, way: RootWay) {
		this.#options = options;
		this.#way = way;
	}

	/** Looks, without asking anybody. */
	static async look(options: RootOptions): Promise<Root> {
		if (options.alreadyRoot) return new Root(options, 'adb');
		const found = await options.plain.run(['sh', '-c', 'command -v su']);
		const su = found.ok && found.value.stdout.trim() !== '';
		return new Root(options, su ? 'su-unasked' : 'none');
	}

	get way(): RootWay {
		return this.#way;
	}

	/** Whether the last one who asked was refused. */
	get refused(): boolean {
		return this.#refused;
	}

	/** The way that works, having asked the person where that is needed. */
	async obtain(): Promise<GrantedWay> {
		if (this.#way !== 'su-unasked') return this.#way;
		this.#asking ??= this.#ask().finally(() => {
			this.#asking = undefined;
		});
		return this.#asking;
	}

	/**
	 * Magisk, KernelSU and SuperSU take `-c`; AOSP's su takes it for a user and fails at once. The other way round a
	 * root manager would ask its person twice, and so it would after a no.
	 */
	async #ask(): Promise<GrantedWay> {
		for (const way of ['su-c', 'su-0'] as const) {
			const answer = await this.#try(way);
			if (answer === 'yes') {
				this.#way = way;
				this.#refused = false;
				this.#options.changed(way);
				return way;
			}
			if (answer === 'no') break;
		}
		this.#refused = true;
		return 'none';
	}

	async #try(way: SuWay): Promise<'yes' | 'no' | 'not-this-way'> {
		const result = await this.#options.by(way).run(['id'], { root: true, timeout: CONSENT });
		if (!result.ok) return 'no'; // Nobody answered the phone's question, or the phone is gone.
		const { stdout, stderr } = result.value;
		if (/^uid=0\b/m.test(stdout)) return 'yes';
		return /denied|not allowed/i.test(stderr + stdout) ? 'no' : 'not-this-way';
	}
}
