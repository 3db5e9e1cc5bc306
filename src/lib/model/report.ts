import type { Bytes, EpochMs } from '../base/units.ts';
import type { FileFailure } from './failure.ts';
import type { ProbeId, Reading, Readings } from './reading.ts';

/** A part of a bug report, as a list of contents has it. */
export interface SectionFound {
	readonly title: string;
	/** The command or file, where the report says it; else empty. */
	readonly command: string;
	readonly lines: number;
	/** Probes that look for their answer in it. */
	readonly probes: readonly ProbeId[];
}

/** The list of contents of a bug report or an acquisition. */
export interface ReportContents {
	readonly sections: readonly SectionFound[];
	/** Sections beyond those listed. */
	readonly unlisted: number;
	/** What was in it and could not be read, in words. */
	readonly notes: readonly string[];
}

/** What a bug report or an acquisition of another tool told. */
export interface Report extends ReportContents {
	/** When it was begun, by the phone's clock; where it does not say, the time of the file. */
	readonly at: EpochMs;
	readonly readings: Readings;
}

/** How a probe fared with a report. */
export interface ProbeFared {
	readonly probe: ProbeId;
	readonly title: string;
	/** Undefined where nothing in the report is its. */
	readonly reading: Reading<unknown> | undefined;
}

/** Why a report could not be opened. */
export type ReportFailure =
	/** Neither a bug report nor an acquisition nor a log that we know. */
	{ readonly kind: 'not-a-report' } | FileFailure;

/** How far the reading is. */
export interface ReportProgress {
	readonly done: Bytes;
	readonly total: Bytes;
}
