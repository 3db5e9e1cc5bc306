/** A name and its value, one line of `Facts`. */
export interface Fact {
	readonly name: string;
	/** Hostile text is made visible. */
	readonly value: string;
	readonly mono?: boolean | undefined;
	/** The exact value, on hover. */
	readonly exact?: string | undefined;
	/** How it is known, or what distorts it. */
	readonly note?: string | undefined;
}

/** Those that have something to say. */
export const told = (facts: readonly (Fact | undefined)[]): readonly Fact[] =>
	facts.filter((fact) => fact !== undefined);
