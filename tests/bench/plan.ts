export const PARTS = ['connect', 'sweep', 'live', 'decode'] as const;
export type Part = (typeof PARTS)[number];

/** How much is measured, and how to say so. */
export interface Plan {
	readonly runs: number;
	/** Bytes of each generated capture. */
	readonly size: number;
	/** Aborted when a person has had enough. */
	readonly signal: AbortSignal;
	/** The command that measures one part in this way. */
	readonly command: (part: Part) => string;
}
