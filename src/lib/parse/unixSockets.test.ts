import { expect, test } from 'vitest';
import { parseNetstatUnix, parseProcNetUnix } from './unixSockets.ts';

const KERNEL = `Num       RefCount Protocol Flags    Type St Inode Path
0000000000000000: 00000002 00000000 00010000 0001 01 17395 /dev/socket/dnsproxyd
0000000000000000: 00000003 00000000 00000000 0001 03 20154 /dev/socket/dnsproxyd
0000000000000000: 00000009 00000000 00000000 0002 01  5626 /dev/socket/logdw
0000000000000000: 00000003 00000000 00000000 0005 03 20155
0000000000000000: 00000002 00000000 00010000 0005 01 20156 @a name of two words
`;

test('counts what listens, what is connected and who is called how', () => {
	expect(parseProcNetUnix(KERNEL)).toEqual({
		ok: true,
		value: {
			total: 5,
			byType: { stream: 2, dgram: 1, seqpacket: 2 },
			listening: 2,
			connected: 2,
			names: [
				{ name: '/dev/socket/dnsproxyd', sockets: 2, listens: true },
				{ name: '@a name of two words', sockets: 1, listens: true },
				{ name: '/dev/socket/logdw', sockets: 1, listens: false },
			],
			moreNames: 0,
		},
	});
});

test('keeps a bounded number of names and says how many more there are', () => {
	const rows = Array.from(
		{ length: 250 },
		(_, at) => `0000000000000000: 00000002 00000000 00000000 0001 03 ${at} @name-${at}`,
	);
	const result = parseProcNetUnix(`Num RefCount\n${rows.join('\n')}`);
	expect(result).toMatchObject({ ok: true, value: { total: 250, moreNames: 50 } });
});

test('reads the same of netstat, with a column of processes and without', () => {
	const text = `Proto RefCnt Flags       Type       State         I-Node   Path
unix  2      [ ACC ]     STREAM     LISTENING     17395    /dev/socket/dnsproxyd
unix  2      [ ]         DGRAM                    18160    
unix  3      [ ]         SEQPACKET  CONNECTED     27812    @jdwp-control
`;
	expect(parseNetstatUnix(text)).toMatchObject({
		value: { total: 3, listening: 1, connected: 1, names: [{ listens: true }, { listens: false }] },
	});
	const withProcesses = text
		.replace('I-Node   Path', 'I-Node   PID/Program Name Path')
		.replace('27812    ', '27812    467/logd ');
	expect(parseNetstatUnix(withProcesses)).toMatchObject({
		value: { names: [{}, { name: '@jdwp-control' }] },
	});
});

test('names the line that is no row', () => {
	expect(parseProcNetUnix('Num RefCount\n0: 1 2 3')).toMatchObject({
		error: { kind: 'malformed', line: 2 },
	});
	expect(parseNetstatUnix('Proto RefCnt Flags\nunix 2 STREAM')).toMatchObject({
		error: { kind: 'malformed', line: 2 },
	});
});
