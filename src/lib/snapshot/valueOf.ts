import type { Reading } from '../model/reading.ts';

/** What the phone answered; undefined where it was not asked or gave no answer. */
export function valueOf<T>(reading: Reading<T> | undefined): T | undefined {
	return reading?.outcome.kind === 'ok' ? reading.outcome.value : undefined;
}
