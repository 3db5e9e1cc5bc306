// Values out of what Java's toString wrote on one line: `Key: value Other: [ a,b ]`. Never by patterns that go back.

/** What stands between `key` and the next of `ends`; undefined where there is no such key. */
export function valueOf(text: string, key: string, ends = ' '): string | undefined {
	const at = text.indexOf(key);
	return at < 0 ? undefined : upTo(text, at + key.length, ends);
}

/** From `start` to the next character of `ends`, or to the end. */
export function upTo(text: string, start: number, ends: string): string {
	let end = start;
	while (end < text.length && !ends.includes(text[end] ?? '')) end += 1;
	return text.slice(start, end);
}

/** A list in brackets after `key`: `[a,b,]` (to Android 8), `[ a,b ]` or `[ a, b ]`; empty where there is none. */
export function listOf(text: string, key: string, close = ']'): readonly string[] {
	const inside = valueOf(text, key, close);
	if (inside === undefined) return [];
	return inside
		.split(',', MAX_ITEMS)
		.map((item) => item.trim())
		.filter((item) => item !== '');
}

/** No network has more; a hostile line may. */
const MAX_ITEMS = 4096;

/** Nothing, or what Java writes for it. */
export function told(value: string | undefined): string | undefined {
	const shown = value?.trim();
	return shown === undefined || /^(?:|null|Null|<none>|none|unset)$/.test(shown)
		? undefined
		: shown;
}
