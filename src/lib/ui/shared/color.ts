const COLORS = 8;

/**
 * The colour of an app or another named thing, the same on every page and in every tab: a CSS value that
 * follows light and dark. Eight colours serve all, so two things may share one: never the only mark.
 */
export function appColor(key: number | string): string {
	return `var(--app-${(hash(String(key)) % COLORS) + 1})`;
}

/** The colour of one of a few things that stand together in a chart: the first eight differ. */
export const colorAt = (place: number): string => `var(--app-${(Math.max(0, place) % COLORS) + 1})`;

/** FNV-1a, 32 bit, over UTF-16 units, its high half folded in: the low bits alone mix too little. */
function hash(text: string): number {
	let h = 0x811c9dc5;
	for (let i = 0; i < text.length; i++) {
		h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
	}
	return (h ^ (h >>> 15)) >>> 0;
}
