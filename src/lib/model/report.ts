import type { Bytes, EpochMs } from '../base/units.ts';
import type { FileFailure } from './failure.ts';
import type { ProbeId, Readings } from './reading.ts';

/** A part of a bug report, as a list of contents has it. */
export interface SectionFound {
	readonly title: string;
	/** The command or file, where the report says it; else empty. */
	readonly command: string;
	readonly lines: number;
	/** Probes that look for their answer in it. */
	readonly probes: readonly ProbeId[];
}

/** What a bug report or an acquisition of another tool told. */
export interface Report {
	/** When it was begun, by the phone's clock; where it does not say, the time of the file. */
	readonly at: EpochMs;
	readonly readings: Readings;
	readonly sections: readonly SectionFound[];
	/** Sections beyond those listed. */
	readonly unlisted: number;
	/** What was in it and could not be read, in words. */
	readonly notes: readonly string[];
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
