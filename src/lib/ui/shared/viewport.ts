// Where rows of one height stand in a scrolled box, for any number of rows.
//
// Browsers cut the height of an element (Chromium near 16.7 or 33.5 million px, Firefox near 17.9 million): half a
// million rows of 34 px and the rest could not be reached. So a taller table gets a canvas of MAX_CANVAS px, and two
// numbers say where it stands: `top`, what the browser scrolled, and `position`, the same place in full-size pixels.
// Small steps (wheel, keys) move both alike, so that rows glide; a long one (the scroll bar) moves in proportion.

/** Height of one row in CSS px. */
export const ROW_HEIGHT = 34;
/** Tallest canvas that every browser shows whole, in CSS px. */
export const MAX_CANVAS = 15_000_000;

/** How much there is, and how much of it fits: rows in all, and the height for rows in px. */
export interface Extent {
	readonly total: number;
	readonly height: number;
}

export interface Place {
	/** `scrollTop` of the box, px. */
	readonly top: number;
	/** Full-size pixels above the first one that is seen. */
	readonly position: number;
}

/** The rows to draw, and the px of the canvas at which the first of them stands. */
export interface Slice {
	readonly first: number;
	readonly count: number;
	readonly offset: number;
}

export const START: Place = { top: 0, position: 0 };
/** Rows drawn above and below what is seen, so that a quick scroll meets no gap. */
const SPARE = 6;

export function canvasHeight(total: number): number {
	return Math.min(total * ROW_HEIGHT, MAX_CANVAS);
}

function lastTop({ total, height }: Extent): number {
	return Math.max(0, canvasHeight(total) - height);
}

function lastPosition({ total, height }: Extent): number {
	return Math.max(0, total * ROW_HEIGHT - height);
}

function clamp(value: number, max: number): number {
	return Math.max(0, Math.min(value, max));
}

/** The place after the browser scrolled to `top`. */
export function scrolled(before: Place, top: number, extent: Extent): Place {
	const end = lastTop(extent);
	if (end === lastPosition(extent)) return { top, position: clamp(top, end) };
	if (top <= 0) return START;
	if (top >= end - 1) return { top, position: lastPosition(extent) };
	const step = top - before.top;
	const position =
		Math.abs(step) < 2 * extent.height
			? before.position + step
			: (top / end) * lastPosition(extent);
	return { top, position: clamp(position, lastPosition(extent)) };
}

/** The place that shows `position`, with the scroll bar where it belongs. */
export function placeAt(position: number, extent: Extent): Place {
	const end = lastPosition(extent);
	const at = clamp(position, end);
	return { top: end === 0 ? 0 : Math.round((at / end) * lastTop(extent)), position: at };
}

/** The nearest place at which the whole row is seen; the same place if it is already. */
export function reveal(row: number, place: Place, extent: Extent): Place {
	const above = row * ROW_HEIGHT;
	const below = above + ROW_HEIGHT - extent.height;
	if (above < place.position) return placeAt(above, extent);
	if (below > place.position) return placeAt(below, extent);
	return place;
}

/** What to draw at a place. */
export function slice(place: Place, { total, height }: Extent): Slice {
	const position = clamp(place.position, lastPosition({ total, height }));
	const first = Math.max(0, Math.floor(position / ROW_HEIGHT) - SPARE);
	const end = Math.min(total, Math.ceil((position + height) / ROW_HEIGHT) + SPARE);
	const offset = place.top - position + first * ROW_HEIGHT;
	return { first, count: Math.max(0, end - first), offset };
}
