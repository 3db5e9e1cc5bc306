import { expect, test } from 'vitest';
import type { Migration } from './migrations.ts';
import { CURRENT_VERSION, migrate, MIGRATIONS } from './migrations.ts';

const CHAIN: readonly Migration[] = [
	{ from: 1, upgrade: (older) => ({ ...older, version: 2, second: true }) },
	{ from: 2, upgrade: (older) => ({ ...older, version: 3, third: 'second' in older }) },
];

test('an old snapshot takes every step, a newer one only those left', () => {
	expect(migrate({ version: 1 }, 1, CHAIN)).toEqual({ version: 3, second: true, third: true });
	expect(migrate({ version: 2 }, 2, CHAIN)).toEqual({ version: 3, third: false });
	expect(migrate({ version: 3 }, 3, CHAIN)).toEqual({ version: 3 });
});

test('there is a step from every version before the current', () => {
	expect(MIGRATIONS.map((step) => step.from)).toEqual(
		Array.from({ length: CURRENT_VERSION - 1 }, (_, index) => index + 1),
	);
});
