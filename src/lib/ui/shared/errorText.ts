/** What was thrown, as text for a person who wants to report it. */
export function errorText(thrown: unknown): string {
	if (thrown instanceof Error) return thrown.stack ?? `${thrown.name}: ${thrown.message}`;
	return typeof thrown === 'string' ? thrown : JSON.stringify(thrown);
}
