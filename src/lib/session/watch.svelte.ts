import { proxy } from 'comlink';
import { allCounters } from '#lib/analysis/protocols.ts';
import { addCost, addRound, NO_COST, startWatchLog } from '#lib/analysis/watchLog.ts';
import type { EpochMs } from '#lib/base/units.ts';
import type { DeviceThread } from '#lib/device/thread.ts';
import type { Rung } from '#lib/model/ladder.ts';
import type { Outcome, ProbeId, Reading, Readings } from '#lib/model/reading.ts';
import type { WatchLog } from '#lib/model/watch.ts';
import type { WatchRound } from '#lib/ports/device.ts';

/** How often sockets and counters are asked for, in milliseconds. */
const WATCH_EVERY = 1000;

/** Asked when a phone is ready, before it is watched: the watch counts from what these say. */
const FIRST: readonly ProbeId[] = ['packages', 'usage'];

/** Asked once while the watch runs already, which brings sockets, interfaces and protocols. */
const THEN: readonly ProbeId[] = ['identity'];

const valueOf = <T>(outcome: Outcome<T>): T | undefined =>
	outcome.kind === 'ok' ? outcome.value : undefined;

function sampleOf<T, Row>(
	{ at, outcome }: Reading<T>,
	rowsOf: (value: T) => readonly Row[],
): { readonly at: EpochMs; readonly rows: readonly Row[] } | undefined {
	return outcome.kind === 'ok' ? { at, rows: rowsOf(outcome.value) } : undefined;
}

/** What the phone says of itself: the latest reading of every probe, and the log of what was seen while watching. */
export class WatchSession {
	readonly #onRound: () => void;
	#readings = $state.raw<Readings>({});
	#ladder = $state.raw<readonly Rung[]>([]);
	#log = $state.raw<WatchLog | undefined>();
	#watching = $state(false);
	/** Whose readings these are. */
	#serial = $state<string>();
	/** Counts beginnings and endings, so that one that was overtaken stops. */
	#run = 0;
	/** Counts stretches of watching, from one start to its pause or end. */
	#stretch = 0;
	/** What earlier stretches of the same log cost: the device thread counts each from zero. */
	#costBefore = NO_COST;

	constructor(onRound: () => void) {
		this.#onRound = onRound;
	}

	get readings(): Readings {
		return this.#readings;
	}

	get ladder(): readonly Rung[] {
		return this.#ladder;
	}

	get serial(): string | undefined {
		return this.#serial;
	}

	get log(): WatchLog | undefined {
		return this.#log;
	}

	get watching(): boolean {
		return this.#watching;
	}

	/**
	 * Asks a phone everything once, then watches it. The same phone again (replugged) goes on where it was; another one
	 * begins anew. Ends early when the phone goes away meanwhile.
	 */
	async begin(thread: DeviceThread, serial: string, rootAllowed = false): Promise<void> {
		const run = (this.#run += 1);
		if (serial !== this.#serial) {
			this.#readings = {};
			this.#log = undefined;
		}
		this.#serial = serial;
		for (const probe of FIRST) {
			if (run === this.#run) await this.ask(thread, probe, rootAllowed);
		}
		if (run === this.#run) await this.watch(thread, rootAllowed);
		for (const probe of THEN) {
			if (run === this.#run) await this.ask(thread, probe);
		}
		if (run === this.#run) await this.climb(thread);
	}

	async ask(thread: DeviceThread, probe: ProbeId, rootAllowed = false): Promise<void> {
		const run = this.#run;
		const reading = await thread.device.read(probe, rootAllowed);
		// An answer that comes after the phone went away is nobody's; what was known before stays.
		if (run !== this.#run) return;
		this.#put(probe, reading);
	}

	/** What was known stays, with its time, where a question did not end. */
	#put(probe: ProbeId, reading: Reading<unknown>): void {
		const known = this.#readings[probe]?.outcome.kind === 'ok';
		if (known && reading.outcome.kind === 'interrupted') return;
		this.#readings = { ...this.#readings, [probe]: reading };
	}

	/** What the phone allows may have changed: root was asked for. */
	async climb(thread: DeviceThread): Promise<void> {
		const run = this.#run;
		const ladder = await thread.device.ladder();
		if (run === this.#run) this.#ladder = ladder;
	}

	/** Begins a stretch of watching, in the place of one that goes on. */
	async watch(thread: DeviceThread, rootAllowed = false): Promise<void> {
		const stretch = (this.#stretch += 1);
		this.#watching = true;
		this.#costBefore = this.#log?.cost ?? NO_COST;
		this.#log = { ...(this.#log ?? this.#firstLog()), endedAt: undefined };
		await thread.device.watch(
			WATCH_EVERY,
			rootAllowed,
			proxy((round: WatchRound) => {
				// A round of an earlier stretch, or one that comes after the end, is not counted.
				if (stretch !== this.#stretch) return;
				this.#take(round);
			}),
		);
	}

	async pause(thread: DeviceThread): Promise<void> {
		this.#stop();
		await thread.device.unwatch();
	}

	/** The phone is gone or was left: what was seen stays. */
	end(): void {
		this.#run += 1;
		this.#stop();
	}

	#stop(): void {
		this.#stretch += 1;
		this.#watching = false;
		if (this.#log === undefined || this.#log.endedAt !== undefined) return;
		this.#log = { ...this.#log, endedAt: Date.now() };
	}

	/** A log that counts from the first reading on, not from the first round: what came between is seen as well. */
	#firstLog(): WatchLog {
		const { usage, sockets } = this.#readings;
		const at = usage?.at ?? Date.now();
		const log = startWatchLog(at, WATCH_EVERY);
		return addRound(log, {
			at,
			sockets: sockets && valueOf(sockets.outcome),
			usage: usage && valueOf(usage.outcome)?.rows,
			interfaces: undefined,
			protocols: undefined,
			cost: log.cost,
		});
	}

	#take(round: WatchRound): void {
		if (this.#log === undefined) return;
		const { sockets, usage, interfaces, protocols, firewall } = round;
		this.#readings = { ...this.#readings, sockets, usage, interfaces, protocols };
		if (firewall !== undefined) this.#put('firewall', firewall);
		this.#log = addRound(this.#log, {
			at: round.at,
			sockets: valueOf(sockets.outcome),
			usage: valueOf(usage.outcome)?.rows,
			interfaces: sampleOf(interfaces, (rows) => rows),
			protocols: sampleOf(protocols, allCounters),
			cost: addCost(this.#costBefore, round.cost),
		});
		this.#onRound();
	}
}
