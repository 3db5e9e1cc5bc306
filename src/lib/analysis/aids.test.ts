import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { aidOf } from './aids.ts';

test('ids that Android leaves to makers are known by whose they are', () => {
	expect(aidOf(2950)?.words).toBe("The maker's own service (2950)");
	expect(aidOf(6101)?.words).toBe('A service of the system image (6101)');
	expect(aidOf(7999)).toBeDefined();
	expect(aidOf(8000)).toBeUndefined();
	expect(aidOf(10_000)).toBeUndefined();
});

const table = new URL('../../../../shared/dumps/aid_table.tsv', import.meta.url);

describe.skipIf(!existsSync(table))('against every release of AOSP (../shared/dumps)', () => {
	const rows = existsSync(table) ? readFileSync(table, 'utf8').trim().split('\n').slice(1) : [];
	const ids = rows
		.map((row) => row.split('\t'))
		.map(([id = '', , name = '']) => ({ id: Number(id), name }))
		.filter(({ id, name }) => id < 10_000 && !/_(?:start|end)$/.test(name));

	test('every fixed id has its own name', () => {
		// 1081 was given twice: virtmanager in Android 12, virtualizationservice from 13.
		for (const { id, name } of ids.filter((row) => row.name !== 'virtmanager')) {
			expect({ id, name: aidOf(id)?.name }).toEqual({ id, name });
		}
		expect(ids.length).toBeGreaterThan(100);
	});

	test('no id is invented', () => {
		const known = new Set(ids.map(({ id }) => id));
		const invented = Array.from({ length: 10_000 }, (_, id) => id).filter(
			(id) => !known.has(id) && aidOf(id) !== undefined && !aidOf(id)?.name.startsWith('oem_'),
		);
		expect(invented).toEqual([]);
	});
});
