import type { EpochMs } from '../base/units.ts';
import type { ReportProgress } from '../model/report.ts';
import type { GivenFile, ReportReader } from '../ports/report.ts';
import { openReport } from './open.ts';

/** Reads one report; for a thread of its own, since a text of hundreds of megabytes takes a while. */
export function createReportReader(): ReportReader {
	const stop = new AbortController();
	return {
		read: (files, report) =>
			openReport(files, {
				onProgress: (progress) => {
					tell(report, progress);
				},
				signal: stop.signal,
				fileTime: latestOf(files),
			}),
		cancel: () => {
			stop.abort();
			return Promise.resolve();
		},
	};
}

/** The listener may live in another thread that went away meanwhile: that must not stop the reading. */
function tell(report: (progress: ReportProgress) => unknown, progress: ReportProgress): void {
	void Promise.resolve(report(progress)).catch(() => undefined);
}

/** When the newest of the files was written; now, where none of them says. */
function latestOf(files: readonly GivenFile[]): EpochMs {
	const times = files.map(({ file }) => (file instanceof File ? file.lastModified : 0));
	const latest = times.reduce((one, other) => Math.max(one, other), 0);
	return latest > 0 ? latest : Date.now();
}
