/** Errors and what caused them, outermost first. Bounded: a chain may lead back to itself. */
function* chainOf(error: unknown): Generator<Error> {
	let link = error;
	for (let depth = 0; depth < 8 && link instanceof Error; depth += 1) {
		yield link;
		link = link.cause;
	}
}

/** Whether this error, or what caused it, is of the given name (DOMException names, WebIDL 2.8.1). */
export function isNamed(error: unknown, name: string): boolean {
	return [...chainOf(error)].some((link) => link.name === name);
}

/** Whether this error, or what caused it, is of the given class. */
export function isCausedBy(
	error: unknown,
	type: abstract new (...args: never[]) => Error,
): boolean {
	return [...chainOf(error)].some((link) => link instanceof type);
}

/** The messages of an error and its causes in one line, for a person to pass on. */
export function messageOf(error: unknown): string {
	const messages = [...chainOf(error)].map((link) => link.message || link.name);
	return messages.length === 0 ? String(error) : messages.join(': ');
}
