import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('./app.css', import.meta.url), 'utf8');

/** `--name: light-dark(#light, #dark)` -> [light, dark]. */
const tokens = new Map(
	[...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map((match) => [
		match[1] ?? '',
		{ light: match[2] ?? '', dark: match[3] ?? '' },
	]),
);

function colour(name: string, theme: 'light' | 'dark'): string {
	const token = tokens.get(name);
	if (token === undefined) throw new Error(`app.css has no --${name}`);
	return token[theme];
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
	const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
		const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
		return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
	const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
	return (light + 0.05) / (dark + 0.05);
}

const texts = [
	'text',
	'muted',
	'faint',
	'accent',
	'in',
	'out',
	'good',
	'warn',
	'danger',
	'unknown',
];
const surfaces = ['bg', 'surface', 'raised'];
const pairs = [
	...texts.flatMap((text) => surfaces.map((surface) => [text, surface] as const)),
	...['good', 'warn', 'danger'].map((tone) => [tone, `${tone}-soft`] as const),
	...['text', 'muted', 'accent', 'in', 'out'].map((text) => [text, 'accent-soft'] as const),
	['on-accent', 'accent'] as const,
];

describe.each(['light', 'dark'] as const)('%s', (theme) => {
	test.each(pairs)('%s on %s can be read', (text, surface) => {
		expect(contrast(colour(text, theme), colour(surface, theme))).toBeGreaterThanOrEqual(4.5);
	});

	test.each([1, 2, 3, 4, 5, 6, 7, 8])('app colour %i stands out', (n) => {
		const app = colour(`app-${n}`, theme);
		expect(contrast(app, colour('surface', theme))).toBeGreaterThanOrEqual(3);
		expect(contrast(app, colour('bg', theme))).toBeGreaterThanOrEqual(3);
	});

	test('the edge of an input stands out', () => {
		const edge = colour('control-line', theme);
		expect(contrast(edge, colour('surface', theme))).toBeGreaterThanOrEqual(3);
	});
});
