import { err, type Result } from '../base/result.ts';
import type { Milliseconds } from '../base/units.ts';
import type { ShellFailure } from '../model/failure.ts';

export interface Limits {
	/** Aborts when the phone is gone. */
	readonly gone?: AbortSignal;
	/** Aborts when the person does not want it any more. */
	readonly signal?: AbortSignal | undefined;
	readonly timeout?: Milliseconds | undefined;
}

/**
 * The work's own result, or why nobody waits for it any longer. The library never settles some calls after a
 * disconnect, so nothing in this folder waits for the phone without going through here.
 */
export function bounded<T>(
	work: Promise<Result<T, ShellFailure>>,
	{ gone, signal, timeout }: Limits,
): Promise<Result<T, ShellFailure>> {
	return new Promise((resolve, reject) => {
		const over = new AbortController();
		const settle = (result: Result<T, ShellFailure>): void => {
			over.abort();
			resolve(result);
		};
		const when = (source: AbortSignal | undefined, failure: ShellFailure): void => {
			if (source?.aborted === true) settle(err(failure));
			source?.addEventListener(
				'abort',
				() => {
					settle(err(failure));
				},
				{ signal: over.signal },
			);
		};
		when(gone, { kind: 'disconnected' });
		when(signal, { kind: 'cancelled' });
		if (timeout !== undefined) {
			const timer = setTimeout(() => {
				settle(err({ kind: 'timed-out', after: timeout }));
			}, timeout);
			over.signal.addEventListener('abort', () => {
				clearTimeout(timer);
			});
		}
		work.then(settle, (error: unknown) => {
			over.abort();
			reject(error instanceof Error ? error : new Error(String(error)));
		});
	});
}
