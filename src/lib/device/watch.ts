import type { Milliseconds } from '../base/units.ts';
import type { Firewall } from '../model/firewall.ts';
import type { Reading } from '../model/reading.ts';
import type { WatchCost } from '../model/watch.ts';
import type { WatchRound } from '../ports/device.ts';
import type { Shell } from '../ports/shell.ts';
import { probes } from '../probes/index.ts';
import { askOf, remediedByRoot, runProbe, type Probe } from '../probes/probe.ts';
import { tell, type Listener } from './tell.ts';

/** How long to wait after a round, and how many rounds that leaves out. */
export interface Pace {
	readonly wait: Milliseconds;
	readonly skipped: number;
}

/**
 * A round begins `every` milliseconds after the one before, as long as the phone answers in half of that. A slower
 * one gets as long a rest as it took: never more than half of its time is ours. The rounds that would have begun
 * meanwhile are skipped, not made up for.
 */
export function paceOf(every: Milliseconds, took: Milliseconds): Pace {
	const period = Math.max(every, 2 * took);
	return { wait: period - took, skipped: Math.ceil(period / every) - 1 };
}

export interface WatchOptions {
	readonly shell: Shell;
	readonly every: Milliseconds;
	readonly report: Listener<WatchRound>;
	/** Aborted to end the watch: promptly, in mid-round too. */
	readonly signal: AbortSignal;
	/** Whether what only root may read is read, now: the phone may refuse it meanwhile. */
	readonly rootAllowed: () => boolean;
}

/** The firewall's counters: once in as many rounds, as long as its rules are listed within a second. */
const FIREWALL_EVERY = 10;
const FIREWALL_AT_MOST: Milliseconds = 1000;

const NOTHING: WatchCost = { rounds: 0, skipped: 0, busy: 0, received: 0 };

/** Samples sockets and counters, round after round, until it is aborted or the phone is gone. Never rejects. */
export async function watch(options: WatchOptions): Promise<void> {
	const { every, report, signal } = options;
	const sockets = sampler(probes.sockets, options);
	const usage = sampler(probes.usage, options);
	const interfaces = sampler(probes.interfaces, options);
	const protocols = sampler(probes.protocols, options);
	const firewall = firewallSampler(options);
	let cost = NOTHING;
	for (;;) {
		const at = Date.now();
		const started = performance.now();
		const first = await sockets();
		if (isOver(first, signal)) return;
		// Side by side: a short round looks at the sockets sooner again, and misses fewer of them.
		const others = await Promise.all([usage(), interfaces(), protocols()]);
		if (others.some((reading) => isOver(reading, signal))) return;
		const [second, third, fourth] = others;
		const rules = await firewall(cost.rounds);
		if (signal.aborted) return;
		const { wait, skipped } = paceOf(every, performance.now() - started);
		cost = added(cost, [first, ...others, ...(rules === undefined ? [] : [rules])], skipped);
		tell(report, {
			...{ at, cost, sockets: first, usage: second },
			...{ interfaces: third, protocols: fourth, firewall: rules },
		});
		await pause(wait, signal);
	}
}

/** What root was not asked for stands in no way of what the phone says each second. */
const unrooted = <T>(probe: Probe<T>): Probe<T> => ({
	...probe,
	asks: probe.asks.filter(({ root }) => root !== true),
});

type Asking = Pick<WatchOptions, 'shell' | 'signal' | 'rootAllowed'>;

/** Asks a probe in the way that answered last, so that a phone is not asked in vain every second. */
function sampler<T>(
	probe: Probe<T>,
	{ shell, signal, rootAllowed }: Asking,
): () => Promise<Reading<T>> {
	let startWith = 0;
	return async () => {
		const asRoot = rootAllowed();
		const asked = asRoot ? probe : unrooted(probe);
		const reading = await runProbe(asked, shell, { signal, startWith, rootAllowed: asRoot });
		startWith = askOf(asked, reading);
		return asRoot ? reading : remediedByRoot(probe, reading);
	};
}

/** The firewall's rules in the rounds that are theirs; undefined in others, and where a phone lists them slowly. */
function firewallSampler(
	options: Asking,
): (round: number) => Promise<Reading<Firewall> | undefined> {
	const sample = sampler(probes.firewall, options);
	let took: Milliseconds = 0;
	return async (round) => {
		const isTurn = round > 0 && round % FIREWALL_EVERY === 0;
		if (!isTurn || took > FIREWALL_AT_MOST || !options.rootAllowed()) return undefined;
		const reading = await sample();
		took = reading.duration;
		return reading;
	};
}

/** Whether nothing more is wanted, or will come. A question that took too long is one like others. */
function isOver({ outcome }: Reading<unknown>, signal: AbortSignal): boolean {
	const gone = outcome.kind === 'interrupted' && outcome.failure.kind === 'disconnected';
	return signal.aborted || gone;
}

function added(cost: WatchCost, readings: readonly Reading<unknown>[], skipped: number): WatchCost {
	const encoder = new TextEncoder();
	const bytes = readings.map(({ raw, stderr }) => encoder.encode(raw + stderr).length);
	const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
	return {
		rounds: cost.rounds + 1,
		skipped: cost.skipped + skipped,
		busy: cost.busy + sum(readings.map(({ duration }) => duration)),
		received: cost.received + sum(bytes),
	};
}

/** Resolves after `delay` or at once when aborted. */
function pause(delay: Milliseconds, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		const wake = (): void => {
			clearTimeout(timer);
			signal.removeEventListener('abort', wake);
			resolve();
		};
		const timer = setTimeout(wake, delay);
		signal.addEventListener('abort', wake);
		if (signal.aborted) wake();
	});
}
