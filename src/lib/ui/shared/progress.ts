import type { Milliseconds } from '#lib/base/units.ts';
import { duration } from './format.ts';

export interface Work {
	readonly done: number;
	readonly total: number | undefined;
	readonly elapsed: Milliseconds | undefined;
}

/** Before this, speed is noise. */
const SETTLING: Milliseconds = 500;

/** How far, how fast, how long still: `412.0 MB of 1.2 GB · 88.1 MB/s · 9 s left`. */
export function progressWords(work: Work, format: (amount: number) => string): string {
	const { done, total, elapsed } = work;
	const words = [total === undefined ? format(done) : `${format(done)} of ${format(total)}`];
	if (elapsed === undefined || elapsed < SETTLING || done <= 0) return words.join('');
	const perMs = done / elapsed;
	words.push(`${format(perMs * 1000)}/s`);
	if (total !== undefined && total > done)
		words.push(`${duration(seconds((total - done) / perMs))} left`);
	return words.join(' · ');
}

/** Rounded up to whole seconds: a remainder that flickers by milliseconds tells nothing. */
function seconds(ms: Milliseconds): Milliseconds {
	return Math.max(1, Math.ceil(ms / 1000)) * 1000;
}
