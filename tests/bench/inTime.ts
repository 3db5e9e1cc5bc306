import type { Milliseconds } from '#lib/base/units.ts';

/** Nothing that is measured here takes so long: beyond it something has died without a word. */
const LIMIT: Milliseconds = 120_000;

/**
 * What `work` comes to, unless a person has had enough or it takes beyond all measure. The work itself is not ended:
 * dispose of what it stands on.
 */
export async function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
	const enough = AbortSignal.any([signal, AbortSignal.timeout(LIMIT)]);
	const ended = Promise.withResolvers<never>();
	const end = (): void => {
		ended.reject(enough.reason);
	};
	if (enough.aborted) end();
	else enough.addEventListener('abort', end);
	return Promise.race([work, ended.promise]);
}
