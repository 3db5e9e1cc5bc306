import { wrap, type Remote } from 'comlink';
import type { ReportReader } from '../ports/report.ts';

/** A report reader in a thread of its own. Disposing ends the thread and frees all that it had read. */
export interface ReportThread extends Disposable {
	readonly reader: Remote<ReportReader>;
}

export function startReportReader(): ReportThread {
	const worker = new Worker(new URL('../../workers/report.worker.ts', import.meta.url), {
		type: 'module',
	});
	return {
		reader: wrap<ReportReader>(worker),
		[Symbol.dispose]: () => {
			worker.terminate();
		},
	};
}
