import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	MAX_CANVAS,
	ROW_HEIGHT,
	START,
	canvasHeight,
	placeAt,
	reveal,
	scrolled,
	slice,
	type Extent,
} from './viewport.ts';

const few: Extent = { total: 100, height: 340 };
const many: Extent = { total: 3_000_000, height: 680 };
const endOfMany = MAX_CANVAS - many.height;

/** The rows that a person sees, from the drawn ones and where they are drawn. */
function seen(place: { top: number; position: number }, extent: Extent) {
	const { first, offset } = slice(place, extent);
	const top = first + (place.top - offset) / ROW_HEIGHT;
	return { from: top, to: top + extent.height / ROW_HEIGHT };
}

test('a short table is scrolled pixel by pixel', () => {
	expect(canvasHeight(few.total)).toBe(3400);
	const place = scrolled(START, 340, few);
	expect(seen(place, few)).toEqual({ from: 10, to: 20 });
	expect(slice(place, few)).toEqual({ first: 4, count: 22, offset: 4 * ROW_HEIGHT });
	expect(slice(START, { total: 3, height: 340 })).toEqual({ first: 0, count: 3, offset: 0 });
	expect(slice(START, { total: 0, height: 340 }).count).toBe(0);
});

test('a table that lost rows under the scroll position shows its end', () => {
	const place = scrolled(START, 3060, few);
	expect(slice(place, { total: 20, height: 340 })).toMatchObject({ first: 4, count: 16 });
});

test('three million rows: the bar reaches both ends, the wheel glides', () => {
	expect(canvasHeight(many.total)).toBe(MAX_CANVAS);
	const end = scrolled(START, endOfMany, many);
	expect(seen(end, many).to).toBe(3_000_000);
	const middle = scrolled(START, endOfMany / 2, many);
	expect(seen(middle, many).from).toBeCloseTo((3_000_000 - 20) / 2, 3);
	const wheel = scrolled(middle, middle.top + ROW_HEIGHT, many);
	expect(seen(wheel, many).from - seen(middle, many).from).toBeCloseTo(1, 5);
	expect(scrolled(wheel, 0, many)).toEqual(START);
});

test('revealing a row moves as little as needed', () => {
	const place = scrolled(START, 340, few);
	expect(reveal(12, place, few)).toBe(place);
	expect(seen(reveal(20, place, few), few)).toEqual({ from: 11, to: 21 });
	expect(seen(reveal(3, place, few), few)).toEqual({ from: 3, to: 13 });
});

test('every row of any table can be revealed, and is then drawn inside the canvas', () => {
	const extents = fc.record({
		total: fc.integer({ min: 1, max: 50_000_000 }),
		height: fc.integer({ min: ROW_HEIGHT, max: 2000 }),
	});
	fc.assert(
		fc.property(extents, fc.double({ min: 0, max: 1, noNaN: true }), (extent, share) => {
			const row = Math.min(extent.total - 1, Math.floor(share * extent.total));
			const place = reveal(row, START, extent);
			const view = seen(place, extent);
			expect(view.from).toBeLessThanOrEqual(row + 1e-3);
			expect(view.to).toBeGreaterThanOrEqual(row + 1 - 1e-3);
			const drawn = slice(place, extent);
			expect(row).toBeGreaterThanOrEqual(drawn.first);
			expect(row).toBeLessThan(drawn.first + drawn.count);
			// The browser answers with a scroll event to the very place that was set.
			expect(scrolled(place, place.top, extent).position).toBeCloseTo(place.position, 3);
			expect(placeAt(place.position, extent)).toEqual(place);
		}),
	);
});
