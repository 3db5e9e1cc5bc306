import type { Milliseconds } from '../base/units.ts';

/** Resolves after that time. */
export function after(delay: Milliseconds): Promise<undefined> {
	return new Promise((resolve) => {
		setTimeout(() => {
			resolve(undefined);
		}, delay);
	});
}
