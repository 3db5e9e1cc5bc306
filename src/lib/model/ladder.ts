/** What a phone allows, lowest first (docs/architecture.md, "The capability ladder"). */
export type RungId = 'files' | 'watch' | 'pcapdroid' | 'packet-trace' | 'tcpdump';

export interface Rung {
	readonly id: RungId;
	readonly available: boolean;
	/** Why not, and what would allow it; or what it gives. One sentence. */
	readonly why: string;
}
