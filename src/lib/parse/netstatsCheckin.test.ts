import { expect, test } from 'vitest';
import { parseNetstatsCheckin } from './netstatsCheckin.ts';

const read = (text: string) => {
	const result = parseNetstatsCheckin(text);
	return result.ok ? result.value : result.error;
};

test('books, series and buckets in seconds; VPN bookings left out; a tag as Java writes it', () => {
	const text = `dumpsys said something first
v1,1700000000,1702592000
xt
c,cell,-1,all,0
d,3600
b,1700002800,100,1,50,2,0
uid
c,wifi,10123,vpnin,0
d,7200
b,1700006400,9,9,9,9,9
c,wifi,10123,fg,0
d,7200
b,1700006400,70,*,30,*,*
tag
c,wifi,10123,def,-126
d,7200
b,1700006400,7,1,3,1,0
`;
	const value = read(text.replaceAll('\n', '\r\n'));
	expect(value).toMatchObject({
		from: 'checkin',
		doubts: [],
		series: [
			{ book: 'xt', uid: -1, set: 'all', bucket: 3_600_000, networks: [{ kind: 'mobile' }] },
			{
				...{ book: 'uid', uid: 10_123, set: 'foreground', bucket: 7_200_000 },
				buckets: [
					{ start: 1_700_006_400_000, rxBytes: 70, rxPackets: 0, txBytes: 30, txPackets: 0 },
				],
			},
			{ book: 'tag', tag: 0xffff_ff82, set: 'background' },
		],
	});
});

test('lines that are cut or broken are counted, the others read', () => {
	const text =
		'v1,1,2\nuid\nc,wifi,10123,def,0\nd,7200\nb,7200,1,1,1,1,0\nb,14400,1\nc,wifi,x,def,0\nb,7200,5,5,5,5,0\n';
	expect(read(text)).toMatchObject({
		series: [{ uid: 10_123, buckets: [{ start: 7_200_000 }] }],
		doubts: ['Lines of the history that could not be read: 2.'],
	});
});

test('what is no --checkin is none', () => {
	expect(read('Xt stats:\n')).toMatchObject({ kind: 'absent' });
});
