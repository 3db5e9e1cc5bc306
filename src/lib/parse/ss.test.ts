import { expect, test } from 'vitest';
import { parseSs } from './ss.ts';

const TITLE =
	'Netid  State      Recv-Q Send-Q Local Address:Port               Peer Address:Port              \n';
const read = (rows: string) => {
	const result = parseSs(TITLE + rows);
	return result.ok ? result.value : result.error;
};

test('reads timers, owners, inodes and processes, and passes over the second line', () => {
	const rows = `tcp    SYN-SENT   0      1      192.0.2.8:55191              198.51.100.9:443                 timer:(on,1.484ms,7) uid:1010351 ino:1136844 sk:9087 <->
	 cubic rto:8000 backoff:7 mss:524 rcvmss:88 advmss:1460 cwnd:1 ssthresh:7 unacked:1 retrans:0/7 lost:1
tcp    ESTAB      0      0      ::ffff:192.0.2.8:40111       ::ffff:198.51.100.90:5228             timer:(keepalive,14min,0) users:(("gms main",pid=2211,fd=87),("x",pid=1,fd=2)) uid:10123 ino:52 sk:5d1e <->
tcp    TIME-WAIT  0      0      192.0.2.8:40112              198.51.100.90:443                 timer:(timewait,42sec,0) ino:0 sk:1
tcp    LISTEN     0      128    [::]:22                      [::]:*                   users:(("sshd",77,3)) ino:99 sk:2
udp    UNCONN     0      0      192.0.2.8%wlan0:68             *:*                   uid:1073 ino:53 sk:3
nl     UNCONN     0      0      rtnl:kernel            *
`;
	expect(read(rows)).toMatchObject([
		{
			table: 'tcp',
			state: 'syn-sent',
			txQueue: 1,
			uid: 1010351,
			inode: 1136844,
			timer: { kind: 'retransmit', in: 1484 },
			retransmits: 7,
		},
		{
			table: 'tcp6',
			local: { address: '192.0.2.8', port: 40111 },
			timer: { kind: 'keepalive', in: 840_000 },
			process: { pid: 2211, name: 'gms main' },
		},
		{ state: 'time-wait', uid: undefined, timer: { kind: 'time-wait', in: 42_000 } },
		{ table: 'tcp6', state: 'listen', uid: 0, process: { pid: 77, name: 'sshd' } },
		{
			table: 'udp',
			local: { address: '192.0.2.8', port: 68 },
			remote: { address: '0.0.0.0', port: 0 },
			state: 'close',
		},
	]);
});

test.each([
	['1.484ms', 1484],
	['200ms', 200],
	['14sec', 14_000],
	['1min50sec', 110_000],
	['119min', 7_140_000],
])('%s is %i ms', (time, ms) => {
	const row = `tcp ESTAB 0 0 192.0.2.8:1 192.0.2.9:2 timer:(keepalive,${time},0) ino:5`;
	expect(read(row)).toMatchObject([{ timer: { in: ms } }]);
});

test('an empty list is an answer, none is not, and a row that is none is named', () => {
	expect(read('')).toEqual([]);
	expect(parseSs('/system/bin/sh: ss: not found')).toMatchObject({ error: { kind: 'absent' } });
	expect(read('tcp ESTAB 0 0 192.0.2.8 192.0.2.9:2')).toMatchObject({ kind: 'malformed', line: 2 });
});
