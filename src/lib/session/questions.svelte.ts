import type { DeviceThread } from '#lib/device/thread.ts';
import type { ProbeId, Readings } from '#lib/model/reading.ts';
import type { WatchSession } from './watch.svelte.ts';

/** Questions on their way at the same time: a phone answers several as fast as one, up to its cores. */
const AT_ONCE = 3;

/** Serials of phones on which a person allowed root, on this computer. */
const ROOT_KEY = 'porthole.root-allowed';

/** How far the questions of a page are. */
export interface AskingProgress {
	readonly answered: number;
	readonly total: number;
}

/** What pages want to know of the phone, asked a few at a time; each answer is there as soon as it came. */
export class Questions {
	readonly #watch: WatchSession;
	/** Asked or about to be asked. */
	#open = $state.raw<readonly ProbeId[]>([]);
	#running = 0;
	/** Counts phones: a question to an earlier one is not asked any more. */
	#turn = 0;
	#allowed = $state.raw<readonly string[]>([]);
	#refusedBy = $state<string>();

	constructor(watch: WatchSession) {
		this.#watch = watch;
		this.#allowed = rememberedPhones();
	}

	/** Whether somebody allowed root on this phone once. */
	get rootAllowed(): boolean {
		return this.#watch.serial !== undefined && this.allows(this.#watch.serial);
	}

	allows(serial: string): boolean {
		return this.#allowed.includes(serial);
	}

	/** Whether this phone said no when it was last asked for root. */
	get rootRefused(): boolean {
		return this.#refusedBy !== undefined && this.#refusedBy === this.#watch.serial;
	}

	/** Those that are asked now or will be. */
	get open(): readonly ProbeId[] {
		return this.#open;
	}

	progressOf(ids: readonly ProbeId[]): AskingProgress {
		const waiting = ids.filter((id) => this.#open.includes(id)).length;
		return { answered: ids.length - waiting, total: ids.length };
	}

	/** Asks what this phone did not answer yet. */
	want(thread: DeviceThread, ids: readonly ProbeId[]): void {
		const { readings } = this.#watch;
		this.ask(
			thread,
			ids.filter((id) => readings[id] === undefined),
		);
	}

	/** Asks, also what was answered before. */
	ask(thread: DeviceThread, ids: readonly ProbeId[]): void {
		const more = ids.filter((id) => !this.#open.includes(id));
		this.#open = [...this.#open, ...more];
		for (const id of more) void this.#put(thread, id, this.#turn);
	}

	/** Remembers the consent, and asks again for everything that root was wanted for. */
	allowRoot(thread: DeviceThread): void {
		const { serial, readings } = this.#watch;
		if (serial === undefined) return;
		this.#refusedBy = undefined;
		this.#remember([...this.#allowed.filter((other) => other !== serial), serial]);
		this.ask(thread, wantingRoot(readings));
	}

	/** The phone was asked for root, and gave none. */
	refuseRoot(): void {
		this.#refusedBy = this.#watch.serial;
	}

	/** Takes the consent back: nothing is asked as root any more. What root told before stays, with its time. */
	takeBackRoot(): void {
		this.#remember(this.#allowed.filter((serial) => serial !== this.#watch.serial));
	}

	#remember(serials: readonly string[]): void {
		this.#allowed = serials;
		localStorage.setItem(ROOT_KEY, JSON.stringify(serials));
	}

	/** The phone is gone: nothing more is asked of it. */
	end(): void {
		this.#turn += 1;
		this.#open = [];
	}

	async #put(thread: DeviceThread, id: ProbeId, turn: number): Promise<void> {
		await this.#room();
		if (turn === this.#turn) await this.#answer(thread, id);
		this.#running -= 1;
		this.#waiting.shift()?.();
		if (turn === this.#turn) this.#open = this.#open.filter((other) => other !== id);
	}

	/** Root may be allowed while the phone refuses for want of it: then the answer to that is the one that counts. */
	async #answer(thread: DeviceThread, id: ProbeId): Promise<void> {
		const asRoot = this.rootAllowed;
		await this.#watch.ask(thread, id, asRoot);
		const refused = wantingRoot(this.#watch.readings).includes(id);
		if (refused && this.rootAllowed !== asRoot) await this.#watch.ask(thread, id, true);
	}

	readonly #waiting: (() => void)[] = [];

	async #room(): Promise<void> {
		if (this.#running >= AT_ONCE) {
			await new Promise<void>((resolve) => {
				this.#waiting.push(resolve);
			});
		}
		this.#running += 1;
	}
}

const wantingRoot = (readings: Readings): readonly ProbeId[] =>
	Object.values(readings)
		.filter(({ outcome }) => outcome.kind === 'denied' && outcome.remedy === 'root')
		.map(({ probe }) => probe);

function rememberedPhones(): readonly string[] {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(ROOT_KEY) ?? '[]');
		return Array.isArray(kept) ? kept.filter((serial) => typeof serial === 'string') : [];
	} catch {
		return [];
	}
}
