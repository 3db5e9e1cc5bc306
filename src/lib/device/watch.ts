import type { Milliseconds } from '../base/units.ts';
import type { Reading } from '../model/reading.ts';
import type { WatchCost } from '../model/watch.ts';
import type { WatchRound } from '../ports/device.ts';
import type { Shell } from '../ports/shell.ts';
import { probes } from '../probes/index.ts';
import { askOf, runProbe, type Probe } from '../probes/probe.ts';
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
}

const NOTHING: WatchCost = { rounds: 0, skipped: 0, busy: 0, received: 0 };

/** Samples sockets and counters, round after round, until it is aborted or the phone is gone. Never rejects. */
export async function watch({ shell, every, report, signal }: WatchOptions): Promise<void> {
	const sockets = sampler(probes.sockets, shell, signal);
	const usage = sampler(unrooted(probes.usage), shell, signal);
	const interfaces = sampler(probes.interfaces, shell, signal);
	const protocols = sampler(probes.protocols, shell, signal);
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
		const { wait, skipped } = paceOf(every, performance.now() - started);
		cost = added(cost, [first, second, third, fourth], skipped);
		tell(report, {
			...{ at, cost, sockets: first, usage: second },
			...{ interfaces: third, protocols: fourth },
		});
		await pause(wait, signal);
	}
}

/** A watch never asks as root: what stays unasked would stand in for what the phone said, and cost nothing. */
const unrooted = <T>(probe: Probe<T>): Probe<T> => ({
	...probe,
	asks: probe.asks.filter(({ root }) => root !== true),
});

/** Asks a probe in the way that answered last, so that a phone is not asked in vain every second. */
function sampler<T>(probe: Probe<T>, shell: Shell, signal: AbortSignal): () => Promise<Reading<T>> {
	let startWith = 0;
	return async () => {
		const reading = await runProbe(probe, shell, { signal, startWith });
		startWith = askOf(probe, reading);
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
