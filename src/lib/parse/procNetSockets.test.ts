import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import type { SocketTable } from '../model/socket.ts';
import { parseProcNetSockets } from './procNetSockets.ts';

const rows = (text: string, table: SocketTable) => {
	const result = parseProcNetSockets(text, table);
	return result.ok ? result.value : result.error;
};

test('reads an established socket with its queues and owner', () => {
	const row =
		'  42: 0A01A8C0:BC2E 5DC0420A:01BB 01 00000010:00000A00 01:00000014 00000000 10123        0 75412 2 0000000000000000 20 4 30 10 -1';
	expect(rows(row, 'tcp')).toEqual([
		{
			protocol: 'tcp',
			table: 'tcp',
			local: { address: '192.168.1.10', port: 48174 },
			remote: { address: '10.66.192.93', port: 443 },
			state: 'established',
			uid: 10123,
			inode: 75412,
			txQueue: 16,
			rxQueue: 2560,
			drops: undefined,
			timer: { kind: 'retransmit', in: 200 },
			retransmits: 0,
		},
	]);
});

test('tells what a socket waits for, and how often it repeated itself', () => {
	const row = (timer: string, repeats: string) =>
		`  1: 0A01A8C0:BC2E 5DC0420A:01BB 02 00000001:00000000 ${timer} ${repeats} 10123        0 75412 2 0000000000000000`;
	const text = [
		row('01:00000190', '00000003'),
		row('02:000009C4', '00000000'),
		row('04:00000001', '00000000'),
		row('01:FFFFFFFFFFFFFFF0', '0000000A'),
		row('00:00000000', '00000000'),
	].join('\n');
	expect(rows(text, 'tcp')).toMatchObject([
		{ timer: { kind: 'retransmit', in: 4000 }, retransmits: 3 },
		{ timer: { kind: 'keepalive', in: 25_000 } },
		{ timer: { kind: 'window-probe', in: 10 } },
		{ timer: { kind: 'retransmit', in: 0 }, retransmits: 10 },
		{ retransmits: 0 },
	]);
});

test('raw sockets have their protocol for a port, ping sockets their identifier', () => {
	const raw =
		'  58: 00000000000000000000000000000000:003A 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000  1073        0 30115 2 0000000000000000 4';
	const ping =
		'    0: 00000000:0012 00000000:0000 07 00000000:00000000 00:00000000 00000000 10123        0 30116 2 0000000000000000 0';
	expect(rows(raw, 'raw6')).toMatchObject([
		{ protocol: 'raw', table: 'raw6', local: { address: '::', port: 58 }, uid: 1073, drops: 4 },
	]);
	expect(rows(ping, 'icmp')).toMatchObject([{ protocol: 'icmp', local: { port: 18 } }]);
});

test('reads each word of an IPv6 address by itself, and IPv4 out of IPv6', () => {
	const text = [
		'  sl  local_address remote_address st',
		'   0: B80D01200000000001000000020000AB:14E9 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000  1020        0 3301 2 0 7',
		'   1: 0000000000000000FFFF0000010200C0:9C40 0000000000000000FFFF0000070AC6CB:01BB 01 00000000:00000000 00:00000000 00000000 10164        0 3302 2 0 0',
	].join('\n');
	expect(rows(text, 'udp6')).toMatchObject([
		{ local: { address: '2001:db8::1:ab00:2', port: 5353 }, remote: { address: '::' }, drops: 7 },
		{ local: { address: '192.0.2.1' }, remote: { address: '203.198.10.7', port: 443 }, drops: 0 },
	]);
});

test('does not take the owner of a forgotten socket for root', () => {
	const timeWait =
		'   3: 0100007F:1F90 0100007F:C350 06 00000000:00000000 03:000001A2 00000000     0        0 0 3 0000000000000000';
	const root =
		'   4: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1681 1 0000000000000000 100 0 0 10 0';
	expect(rows(`${timeWait}\n${root}`, 'tcp')).toMatchObject([
		{ state: 'time-wait', uid: undefined, inode: 0 },
		{ state: 'listen', uid: 0, inode: 1681 },
	]);
});

test.each([
	['an IPv6 address in an IPv4 table', `0: ${'0'.repeat(32)}:0016 ${'0'.repeat(32)}:0000 0A`],
	['a state that the kernel does not have', '0: 00000000:0016 00000000:0000 0D'],
	['a row without an owner', '0: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000'],
	['a port that is none', '0: 00000000:00160 00000000:0000 0A'],
])('names the line of %s', (_, row) => {
	const tail = ' 00000000:00000000 00:00000000 00000000 0 0 16 1 0';
	const whole = row.split(' ').length > 4 ? row : row + tail;
	expect(rows(`  sl  local_address\n${whole}`, 'tcp')).toEqual({
		kind: 'malformed',
		expected: 'a row of /proc/net/tcp',
		line: 2,
		text: whole,
	});
});

test.skipIf(process.platform !== 'linux')(
	"finds a listening socket of this process in the running kernel's table",
	async () => {
		const server = createServer().listen(0, '127.0.0.1');
		await once(server, 'listening');
		const bound = server.address();
		const port = typeof bound === 'object' ? bound?.port : undefined;
		const found = rows(readFileSync('/proc/net/tcp', 'utf8'), 'tcp');
		server.close();
		expect(found).toContainEqual(
			expect.objectContaining({
				local: { address: '127.0.0.1', port },
				state: 'listen',
				uid: process.getuid?.(),
			}),
		);
	},
);
