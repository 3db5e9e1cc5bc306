import { expect, test } from 'vitest';
import { parseNetstat } from './netstat.ts';

const read = (text: string) => {
	const result = parseNetstat(text);
	return result.ok ? result.value : result.error;
};

const WIDE = `Active Internet connections (servers and established)
Proto Recv-Q Send-Q Local Address                                       Foreign Address                                     State       User       Inode       PID/Program Name
tcp        0      7 192.0.2.8:41822                                     198.51.100.20:443                                   SYN_SENT    10234      41200       -
tcp6     130      0 ::ffff:192.0.2.8:41900                              ::ffff:198.51.100.21:443                            CLOSE_WAIT  10251      41201       4711/com.example.news
tcp6       0      0 [::]:8080                                           [::]:*                                              LISTEN      10160      41202       4712/web server:main
tcp        0      0 192.0.2.8:41901                                     198.51.100.22:443                                   TIME_WAIT   0          0           -
udp        0      0 0.0.0.0:5353                                        0.0.0.0:*                                                       1020       41203       -
udp        0      0 192.0.2.8:68                                        192.0.2.1:67                                        ESTABLISHED 1073       41204       -
raw6       0      0 [::]:58                                             [::]:*                                              7           1073       41205       -
Active UNIX domain sockets (servers and established)
Proto RefCnt Flags       Type       State         I-Node   Path
unix  2      [ ACC ]     STREAM     LISTENING     17395    /dev/socket/dnsproxyd
`;

test('reads owners, processes, queues and states, blank ones too', () => {
	expect(read(WIDE)).toMatchObject([
		{ table: 'tcp', state: 'syn-sent', uid: 10234, inode: 41200, txQueue: 7, rxQueue: 0 },
		{
			table: 'tcp6',
			local: { address: '192.0.2.8', port: 41900 },
			remote: { address: '198.51.100.21', port: 443 },
			rxQueue: 130,
			process: { pid: 4711, name: 'com.example.news' },
		},
		{
			local: { address: '::', port: 8080 },
			state: 'listen',
			process: { pid: 4712, name: 'web server:main' },
		},
		{ state: 'time-wait', uid: undefined, inode: 0 },
		{ protocol: 'udp', state: 'close', uid: 1020, remote: { address: '0.0.0.0', port: 0 } },
		{ protocol: 'udp', state: 'established', uid: 1073 },
		{
			protocol: 'raw',
			table: 'raw6',
			local: { address: '::', port: 58 },
			state: 'close',
			uid: 1073,
		},
	]);
});

test('without -e nobody is named the owner', () => {
	const text = `Proto Recv-Q Send-Q Local Address           Foreign Address         State
tcp        0      0 127.0.0.1:5037          0.0.0.0:*               LISTEN
`;
	expect(read(text)).toEqual([
		{
			protocol: 'tcp',
			table: 'tcp',
			local: { address: '127.0.0.1', port: 5037 },
			remote: { address: '0.0.0.0', port: 0 },
			state: 'listen',
			uid: undefined,
			inode: 0,
			txQueue: 0,
			rxQueue: 0,
			drops: undefined,
		},
	]);
});

test('leaves out rows whose address was cut, unless there are no others', () => {
	const title = 'Proto Recv-Q Send-Q Local Address           Foreign Address         State\n';
	const cut = 'tcp6       0      0 ::ffff:192.168.0.:38106 ::ffff:203.0.113.1:443  ESTABLISHED\n';
	const whole = 'tcp        0      0 192.168.0.7:38106       203.0.113.1:443         ESTABLISHED\n';
	expect(read(title + cut + whole)).toHaveLength(1);
	expect(read(title + cut)).toMatchObject({ kind: 'malformed', line: 2, text: cut.trim() });
});

test('nothing connected is an answer; no list is none', () => {
	expect(read('Proto Recv-Q Send-Q Local Address  Foreign Address  State\n')).toEqual([]);
	expect(read('sh: netstat: not found')).toMatchObject({ kind: 'absent' });
});

test.each([
	'tcp x 0 192.0.2.1:1 192.0.2.2:2 LISTEN',
	'sctp 0 0 192.0.2.1:1 192.0.2.2:2',
	'tcp 0 0',
])('names the line of what is no row: %s', (row) => {
	const title = 'Proto Recv-Q Send-Q Local Address           Foreign Address         State\n';
	expect(read(title + row)).toMatchObject({ kind: 'malformed', line: 2, text: row });
});
