import type { Result } from '../base/result.ts';
import type { Report, ReportFailure, ReportProgress } from '../model/report.ts';

/** A file that a person gave us; of a folder, with the way to it from there, `2021-05-06/getprop.txt`. */
export interface GivenFile {
	readonly path: string;
	readonly file: Blob;
}

/** What the report thread can be asked, once. */
export interface ReportReader {
	/** Opens a bug report, an acquisition or a log: one file, or those of a folder. */
	read(
		files: readonly GivenFile[],
		report: (progress: ReportProgress) => void,
	): Promise<Result<Report, ReportFailure>>;
	/** Whoever waits for `read` gets `cancelled`. */
	cancel(): Promise<void>;
}
