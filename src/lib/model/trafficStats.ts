import type { Bytes } from '../base/units.ts';

/** What one method of Android's `TrafficStats` would answer now, beside what the kernel counted. */
export interface TrafficStatsRow {
	/** As it is called in code. */
	readonly method: string;
	/** -1: unsupported, as the method says it itself; undefined: not to be told from here. */
	readonly returns: Bytes | undefined;
	/** How far the value is known: read where the method reads it, or worked out from another count. */
	readonly certain: boolean;
	readonly kernel: Bytes | undefined;
	/** Where the kernel's number stands. */
	readonly source: string;
	/** Why the two differ on this release, and what neither of them counts. */
	readonly why: readonly string[];
}
