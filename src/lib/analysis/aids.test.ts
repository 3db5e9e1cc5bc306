import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { aidOf, formerAidsOf, releasesOf } from './aids.ts';

test('ids that Android leaves to makers are known by whose they are', () => {
	expect(aidOf(2950)?.words).toBe("The maker's own service (2950)");
	expect(aidOf(6101)?.words).toBe('A service of the system image (6101)');
	expect(aidOf(7999)).toBeDefined();
	expect(aidOf(8000)).toBeUndefined();
	expect(aidOf(10_000)).toBeUndefined();
});

test.each([
	[1051, 'since Android 8.0'],
	[1029, 'since Android 4.3'],
	[1027, 'since Android 4.0.3'],
	[2000, 'since Android 4.1 or before'],
	[3008, 'Android 4.4 to 7.0'],
	[6101, 'since Android 11'],
])('%i is there %s', (id, words) => {
	const aid = aidOf(id);
	expect(aid && releasesOf(aid)).toBe(words);
});

test('numbers that changed their meaning', () => {
	expect(formerAidsOf(1025).map((aid) => `${aid.name}, ${releasesOf(aid)}`)).toEqual([
		'nfc, Android 2.3.4 to 4.0.2',
	]);
	expect(formerAidsOf(1081).map(releasesOf)).toEqual(['Android 12']);
	expect(formerAidsOf(1000)).toEqual([]);
});

const table = new URL('../../../../shared/dumps/aid_table.tsv', import.meta.url);

describe.skipIf(!existsSync(table))('against every release of AOSP (../shared/dumps)', () => {
	const rows = existsSync(table) ? readFileSync(table, 'utf8').trim().split('\n').slice(1) : [];
	const ids = rows
		.map((row) => row.split('\t'))
		.map(([id = '', , name = '', since = '', until = '']) => ({
			...{ id: Number(id), name },
			// The table began at 4.1, and at 4.4 for what 4.2 and 4.3 brought: earlier ones are in `earlier`.
			...{ since: since.replace(/\(.*/, ''), until: until.startsWith('16') ? undefined : until },
		}))
		.filter(({ id, name }) => id < 10_000 && !/_(?:start|end)$/.test(name));

	test('every fixed id has its own name', () => {
		// 1081 was given twice: virtmanager in Android 12, virtualizationservice from 13.
		for (const { id, name } of ids.filter((row) => row.name !== 'virtmanager')) {
			expect({ id, name: aidOf(id)?.name }).toEqual({ id, name });
		}
		expect(ids.length).toBeGreaterThan(100);
	});

	test('first and last releases, but for those that came before the table', () => {
		const earlier = new Map([
			[1029, '4.3'],
			[1030, '4.3'],
			[1031, '4.3'],
		]);
		for (const { id, name, since, until } of ids.filter((row) => row.name !== 'virtmanager')) {
			const aid = aidOf(id);
			expect({ id, name, until }).toEqual({ id, name, until: aid?.until });
			const known = earlier.get(id) ?? since;
			// What the table has from its beginning on is as old or older.
			if (known === '4.1')
				expect(aid?.since).toMatch(/^(?:<=4[.][01]|1[.]6|2[.]3([.]4)?|4[.]0([.]3)?|4[.]1)$/);
			else expect({ id, since: known }).toEqual({ id, since: aid?.since });
		}
	});

	test('no id is invented', () => {
		const known = new Set(ids.map(({ id }) => id));
		const invented = Array.from({ length: 10_000 }, (_, id) => id).filter(
			(id) => !known.has(id) && aidOf(id) !== undefined && !aidOf(id)?.name.startsWith('oem_'),
		);
		expect(invented).toEqual([]);
	});
});
