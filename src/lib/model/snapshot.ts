import type { EpochMs } from '../base/units.ts';
import type { Capture } from './capture.ts';
import type { Rung } from './ladder.ts';
import type { Readings } from './reading.ts';
import type { ReportContents } from './report.ts';
import type { WatchLog } from './watch.ts';

/** How a snapshot came into this tab. */
export type SnapshotOrigin =
	| { readonly kind: 'phone' }
	| { readonly kind: 'file'; readonly name: string }
	| { readonly kind: 'sample' }
	| { readonly kind: 'link' };

/**
 * Everything that was seen, as one value. Every page renders a snapshot and nothing else, so a page works
 * the same on a live phone, a file and a link. `docs/formats.md` tells its history.
 */
export interface Snapshot {
	readonly version: 1;
	readonly takenAt: EpochMs;
	readonly origin: SnapshotOrigin;
	readonly ladder: readonly Rung[];
	readonly readings: Readings;
	readonly watch: WatchLog | undefined;
	readonly capture: Capture | undefined;
	/** Of what the readings were taken, where that was a bug report or an acquisition. */
	readonly report?: ReportContents | undefined;
}
