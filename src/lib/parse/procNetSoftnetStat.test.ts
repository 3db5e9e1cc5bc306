import { expect, test } from 'vitest';
import { parseProcNetSoftnetStat } from './procNetSoftnetStat.ts';

const zeros = (count: number) => ' 00000000'.repeat(count);

test('counts in hexadecimal; the line is the CPU on old kernels', () => {
	const text = `0000ff01 00000002 00000003${zeros(7)}\n00000010 00000000 00000000${zeros(7)}\n`;
	expect(parseProcNetSoftnetStat(text)).toEqual({
		ok: true,
		value: [
			{ cpu: 0, processed: 65_281, dropped: 2, timeSqueeze: 3 },
			{ cpu: 1, processed: 16, dropped: 0, timeSqueeze: 0 },
		],
	});
});

test('newer kernels say which CPU it was', () => {
	const text = `00000001 00000000 00000000${zeros(9)} 00000006${zeros(2)}\n`;
	expect(parseProcNetSoftnetStat(text)).toMatchObject({ value: [{ cpu: 6 }] });
});

test.each(['0000001 00000002 00000003', '00000001 00000002', '00000001 0000000g 00000003'])(
	'%s',
	(text) => {
		expect(parseProcNetSoftnetStat(text)).toMatchObject({ error: { kind: 'malformed' } });
	},
);
