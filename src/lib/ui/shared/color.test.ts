import { expect, test } from 'vitest';
import { appColor } from './color.ts';

test('a colour belongs to its app for good', () => {
	// Written down on purpose: a person remembers that the orange one is the browser.
	expect([0, 1000, 1051, 10_123, 'com.example.mail'].map(appColor)).toMatchInlineSnapshot(`
		[
		  "var(--app-7)",
		  "var(--app-4)",
		  "var(--app-7)",
		  "var(--app-2)",
		  "var(--app-6)",
		]
	`);
	expect(appColor(10_123)).toBe(appColor('10123'));
});

test('neighbouring uids use all eight colours, none much more than another', () => {
	const uses = new Map<string, number>();
	for (let uid = 10_000; uid < 10_400; uid++) {
		const color = appColor(uid);
		uses.set(color, (uses.get(color) ?? 0) + 1);
	}
	expect([...uses.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `var(--app-${n})`));
	expect(Math.max(...uses.values())).toBeLessThan(75);
});
