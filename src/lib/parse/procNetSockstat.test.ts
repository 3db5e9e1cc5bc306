import { expect, test } from 'vitest';
import { parseProcNetSockstat } from './procNetSockstat.ts';

test('every name has its number', () => {
	const parsed = parseProcNetSockstat(
		'sockets: used 93\nTCP: inuse 9 orphan 0 tw 28\n',
		'sockstat',
	);
	expect(parsed.ok && parsed.value).toEqual([
		{ file: 'sockstat', name: 'sockets', counters: [{ id: 'sockets used', value: 93 }] },
		{
			file: 'sockstat',
			name: 'TCP',
			counters: [
				{ id: 'TCP inuse', value: 9 },
				{ id: 'TCP orphan', value: 0 },
				{ id: 'TCP tw', value: 28 },
			],
		},
	]);
});

test.each(['TCP inuse 9', 'TCP: inuse', 'TCP: 9 inuse', 'TCP: inuse x'])('%s', (text) => {
	expect(parseProcNetSockstat(text, 'sockstat')).toMatchObject({ error: { kind: 'malformed' } });
});
