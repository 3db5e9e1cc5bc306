import { expect, test } from 'vitest';
import { parseDumpsysResolver } from './dumpsysResolver.ts';

test('a server of an unknown shape is named with its line', () => {
	const text = 'NetId: 100\n  DNS servers: # IP (...)\n    192.0.2.1 (many, few)\n';
	expect(parseDumpsysResolver(text)).toMatchObject({
		ok: false,
		error: { kind: 'malformed', line: 3 },
	});
});

test('a server that never answered has no mean time', () => {
	const text = 'NetId: 100\n  DNS servers: #\n    192.0.2.1 (3, 0, 0, 3, 0, -1ms, 6s) BROKEN\n';
	const parsed = parseDumpsysResolver(text);
	expect(parsed.ok && parsed.value[0]?.servers).toEqual([
		{
			address: '192.0.2.1',
			broken: true,
			samples: {
				total: 3,
				successes: 0,
				errors: 0,
				timeouts: 3,
				internalErrors: 0,
				rtt: undefined,
			},
		},
	]);
});
