import { expect, test } from 'vitest';
import { parsePackagesJson } from './packagesJson.ts';

test('name and uid of each, once', () => {
	const one = { name: 'org.example.mail', files: [], installer: 'x', uid: 10201, system: false };
	const text = JSON.stringify(
		[one, { ...one, uid: 1010201 }, one, { ...one, uid: 0 }, 7],
		null,
		' ',
	);
	expect(parsePackagesJson(text)).toEqual({
		ok: true,
		value: [
			{ name: 'org.example.mail', uid: 10201 },
			{ name: 'org.example.mail', uid: 1010201 },
		],
	});
});

test.each([
	['a list of sockets is none', '  sl  local_address\n', { kind: 'absent' }],
	['a list of nothing', '[]', { kind: 'absent' }],
	[
		'a list that was cut',
		'[{"name": "org.example.mail", "uid": 10',
		{ kind: 'malformed', line: 1 },
	],
])('%s', (_, text, error) => {
	expect(parsePackagesJson(text)).toMatchObject({ ok: false, error });
});
