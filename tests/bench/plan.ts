export const PARTS = ['connect', 'sweep', 'live', 'decode'] as const;
export type Part = (typeof PARTS)[number];

/** How much is measured, and how to say so. */
export interface Plan {
	readonly runs: number;
	/** Bytes of each generated capture. */
	readonly size: number;
	/** A capture of the person's own that is decoded instead; undefined: generated ones. */
	readonly file: string | undefined;
	/** Aborted when a person has had enough. */
	readonly signal: AbortSignal;
	/** The command that measures one part in this way. */
	readonly command: (part: Part) => string;
}
