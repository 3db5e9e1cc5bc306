/** The version that this copy writes, and the newest it reads. */
export const CURRENT_VERSION = 1;

/**
 * Turns a snapshot of one version into one of the next. Plain data in, plain data out: the schema looks at the
 * end of the chain only, so a step checks what it touches and leaves what it does not know as it is.
 */
export interface Migration {
	readonly from: number;
	readonly upgrade: (older: object) => object;
}

/** Oldest first, one for every version before the current. docs/formats.md has a paragraph for each. */
export const MIGRATIONS: readonly Migration[] = [];

/** The same snapshot in the newest version of the chain. */
export function migrate(
	older: object,
	version: number,
	chain: readonly Migration[] = MIGRATIONS,
): object {
	return chain
		.filter((step) => step.from >= version)
		.reduce((value, step) => step.upgrade(value), older);
}
