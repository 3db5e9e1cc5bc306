/** Stops at once when our own belief turns out wrong. Never for what a phone, a file or a person can cause. */
export function assert(condition: unknown, belief: string): asserts condition {
	if (condition === false || condition === undefined || condition === null) {
		throw new Error(`Broken assumption: ${belief}`);
	}
}

/** Stands where every case of a union has been handled; a new case then fails to compile. */
export function assertNever(value: never): never {
	throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
