import { expect, test } from 'vitest';
import { parseRtTables } from './rtTables.ts';

test('numbers and names', () => {
	expect(parseRtTables('# reserved\n255 local\n1047 wlan0\n')).toEqual({
		ok: true,
		value: [
			{ table: '255', name: 'local' },
			{ table: '1047', name: 'wlan0' },
		],
	});
});

test('a shell may not read it', () => {
	expect(parseRtTables('cat: /data/misc/net/rt_tables: Permission denied\n')).toMatchObject({
		ok: false,
		error: { kind: 'absent' },
	});
});
