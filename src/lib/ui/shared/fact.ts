/** One line of a flow's details. */
export interface Detail {
	readonly name: string;
	/** Hostile text is made visible. */
	readonly value: string;
	readonly mono?: boolean | undefined;
	/** The exact value, on hover. */
	readonly exact?: string | undefined;
	/** How it is known, or what distorts it. */
	readonly note?: string | undefined;
}

/** The rows that have something to say. */
export const rowsOf = (rows: readonly (Detail | undefined)[]): readonly Detail[] =>
	rows.filter((row) => row !== undefined);
