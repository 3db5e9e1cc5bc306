import { expect, test } from 'vitest';
import { protocolOf, type Socket, type SocketState, type SocketTable } from '../model/socket.ts';
import { uid } from '../model/uid.ts';
import { APP_PORTS } from './portsApps.ts';
import { LOCAL_PORTS } from './portsLocal.ts';
import { portMeaning } from './ports.ts';
import { SYSTEM_PORTS } from './portsSystem.ts';
import { reachOf } from './reach.ts';

const ANY = '0.0.0.0 0';

/** `tcp listen 0.0.0.0 8080 > 0.0.0.0 0`. */
function socket(table: SocketTable, state: SocketState, local: string, remote = ANY): Socket {
	const end = (text: string) => {
		const [address = '', port = ''] = text.split(' ');
		return { address, port: Number(port) };
	};
	return {
		...{ protocol: protocolOf(table), table, local: end(local), remote: end(remote), state },
		...{ uid: uid(10123), inode: 7, txQueue: 0, rxQueue: 0, drops: undefined },
	};
}

const PHONE = '192.168.1.7 41822';

test.each([
	['the port of a server', socket('tcp', 'established', PHONE, '198.51.100.9 5228'), 'FCM push'],
	['the same number over UDP', socket('udp', 'established', PHONE, '198.51.100.9 443'), 'HTTP/3'],
	['a connection in its last state', socket('tcp', 'time-wait', PHONE, '198.51.100.9 80'), 'HTTP'],
	['private DNS', socket('tcp6', 'established', PHONE, '198.51.100.9 853'), 'Private DNS'],
])('contacted: %s', (_, row, title) => {
	expect(portMeaning(row)).toMatchObject({ side: 'contacted', title });
});

test.each([
	['a listener', socket('tcp6', 'listen', ':: 8080'), 'HTTP'],
	['a bound datagram socket', socket('udp', 'close', '0.0.0.0 5353'), 'mDNS'],
	['a client that asks', socket('udp', 'close', '0.0.0.0 41000'), 'Client'],
	[
		'a connection that came in',
		socket('tcp', 'established', '192.168.1.7 5555', '192.168.1.2 50010'),
		'ADB',
	],
	[
		'wireless debugging',
		{ ...socket('tcp6', 'listen', ':: 37119'), uid: uid(2000) },
		'Wireless debugging?',
	],
	['a raw socket', socket('raw6', 'close', ':: 58'), 'ICMPv6'],
])('open: %s', (_, row, title) => {
	expect(portMeaning(row)).toMatchObject({ side: 'open', title });
});

test('a number that stands for nothing says nothing', () => {
	expect(portMeaning(socket('tcp', 'listen', '0.0.0.0 37119'))).toBeUndefined();
	expect(portMeaning(socket('tcp', 'established', PHONE, '198.51.100.9 47001'))).toBeUndefined();
});

test('what is worth a look says so on the right side only', () => {
	const telnet = '198.51.100.9 23';
	expect(portMeaning(socket('tcp', 'established', PHONE, telnet))?.concern).toBe('warn');
	expect(portMeaning(socket('tcp', 'listen', '0.0.0.0 23'))?.concern).toBe('danger');
	expect(portMeaning(socket('tcp', 'established', PHONE, '198.51.100.9 5555'))?.concern).toBe(
		undefined,
	);
});

test('no port has two rows, and every row says what it means in a sentence', () => {
	const seen = new Set<string>();
	for (const row of [...SYSTEM_PORTS, ...APP_PORTS, ...LOCAL_PORTS]) {
		for (const words of [row.contacted, row.open]) {
			if (words !== undefined) expect(words).toMatch(/^[A-Z].{8,240}[.?]$/);
		}
		for (const port of [...row.ports, ...(row.also ?? [])]) {
			const [from, to] = typeof port === 'number' ? [port, port] : port;
			for (let number = from; number <= to; number += 1) {
				for (const protocol of row.protocol === 'both' ? ['tcp', 'udp'] : [row.protocol]) {
					expect(seen, `${protocol} ${number}`).not.toContain(`${protocol} ${number}`);
					seen.add(`${protocol} ${number}`);
				}
			}
		}
	}
});

test('the name of IANA stands beside the port that it registers, not beside others of the same use', () => {
	const iana = (port: number) => portMeaning(socket('tcp', 'listen', `0.0.0.0 ${port}`))?.iana;
	expect([8080, 8000, 8888, 21, 2121, 5900, 5901].map(iana)).toEqual([
		...['http-alt', undefined, undefined, 'ftp', undefined, 'rfb', undefined],
	]);
});

test.each([
	['127.0.0.1 9000', 'phone'],
	['::1 9000', 'phone'],
	['fe80::1 9000', 'link'],
	['192.168.1.7 9000', 'network'],
	['100.66.1.7 9000', 'network'],
	['2001:db8::7 9000', 'everyone'],
	['0.0.0.0 9000', 'everyone'],
	[':: 9000', 'everyone'],
])('%s is reached by %s', (local, who) => {
	expect(reachOf(socket('tcp6', 'listen', local))?.who).toBe(who);
});

test('a group is reached through its address, a client that talks to somebody by nobody else', () => {
	expect(reachOf(socket('udp', 'close', '239.255.255.250 1900'))?.who).toBe('group');
	expect(reachOf(socket('tcp', 'established', PHONE, '198.51.100.9 443'))).toBeUndefined();
	expect(reachOf(socket('tcp', 'time-wait', PHONE, '198.51.100.9 443'))).toBeUndefined();
});
