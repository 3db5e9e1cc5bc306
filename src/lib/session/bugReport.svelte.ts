import { proxy } from 'comlink';
import type { EpochMs } from '#lib/base/units.ts';
import type { DeviceThread } from '#lib/device/thread.ts';
import type { ShellFailure } from '#lib/model/failure.ts';
import type { BugReportProgress } from '#lib/ports/device.ts';

/** A bug report that the phone is at. */
export interface TakingReport {
	readonly since: EpochMs;
	readonly progress: BugReportProgress;
}

/** Lets the connected phone make a bug report. */
export class BugReportSession {
	#taking = $state.raw<TakingReport | undefined>();
	#failure = $state.raw<ShellFailure | undefined>();

	get taking(): TakingReport | undefined {
		return this.#taking;
	}

	/** Why the last one came to nothing; undefined where a person called it off. */
	get failure(): ShellFailure | undefined {
		return this.#failure;
	}

	/** The report as a file; undefined where it came to nothing. */
	async take(thread: DeviceThread): Promise<File | undefined> {
		const since = Date.now();
		this.#failure = undefined;
		this.#taking = { since, progress: { stage: 'making', done: 0, total: undefined } };
		const taken = await thread.device.bugReport(
			proxy((progress: BugReportProgress) => {
				if (this.#taking?.since === since) this.#taking = { since, progress };
			}),
		);
		this.#taking = undefined;
		if (taken.ok) return new File([taken.value.content], taken.value.name);
		if (taken.error.kind !== 'cancelled') this.#failure = taken.error;
		return undefined;
	}

	async cancel(thread: DeviceThread): Promise<void> {
		await thread.device.cancelBugReport();
	}
}
