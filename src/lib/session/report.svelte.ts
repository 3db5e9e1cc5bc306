import { proxy } from 'comlink';
import { err, type Result } from '#lib/base/result.ts';
import type { EpochMs } from '#lib/base/units.ts';
import type { Report, ReportFailure, ReportProgress } from '#lib/model/report.ts';
import type { GivenFile } from '#lib/ports/report.ts';
import type { ReportThread } from '#lib/report/thread.ts';

/** How far the reading of a report is. */
export interface ReadingReport {
	readonly name: string;
	readonly since: EpochMs;
	/** Undefined until the first word of it. */
	readonly progress: ReportProgress | undefined;
}

/** Reads one report after the other, each in a thread of its own. */
export class ReportSession {
	readonly #start: () => ReportThread;
	#thread: ReportThread | undefined;
	#reading = $state.raw<ReadingReport | undefined>();

	constructor(start: () => ReportThread) {
		this.#start = start;
	}

	/** The report that is being read. */
	get reading(): ReadingReport | undefined {
		return this.#reading;
	}

	/** `name`: of the file or folder, for its person. */
	async read(files: readonly GivenFile[], name: string): Promise<Result<Report, ReportFailure>> {
		this.cancel();
		const thread = this.#start();
		this.#thread = thread;
		this.#reading = { name, since: Date.now(), progress: undefined };
		try {
			const report = await thread.reader.read(
				files,
				proxy((progress: ReportProgress) => {
					const reading = this.#reading;
					if (this.#thread === thread && reading) this.#reading = { ...reading, progress };
				}),
			);
			// What was called off in the last moment may still have come.
			return this.#thread === thread ? report : err({ kind: 'cancelled' });
		} catch {
			// The thread broke: more was in it than there is memory.
			return err({ kind: 'too-big', what: name });
		} finally {
			thread[Symbol.dispose]();
			if (this.#thread === thread) this.#end();
		}
	}

	/** Whoever waits for the report gets `cancelled`. */
	cancel(): void {
		// Not waited for: a thread that ends in this moment answers no more.
		void this.#thread?.reader.cancel();
		this.#end();
	}

	#end(): void {
		this.#thread = undefined;
		this.#reading = undefined;
	}
}
