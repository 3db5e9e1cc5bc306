import { expose, wrap } from 'comlink';
import type { ReportReader } from '#lib/ports/report.ts';
import { createReportReader } from '#lib/report/reader.ts';
import type { ReportThread } from '#lib/report/thread.ts';

/** The report reader behind the calls of a real thread, in this one. */
export function reportThread(reader: ReportReader = createReportReader()): ReportThread {
	const { port1, port2 } = new MessageChannel();
	expose(reader, port1);
	return {
		reader: wrap<ReportReader>(port2),
		[Symbol.dispose]: () => {
			port1.close();
		},
	};
}
