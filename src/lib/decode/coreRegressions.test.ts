import { expect, test } from 'vitest';
import { LINK_RAW, pcap } from '../../../tests/fixtures/captures.ts';
import {
	allHttp,
	asks,
	exchanges,
	head,
	read,
	says,
} from '../../../tests/fixtures/httpCaptures.ts';
import { ACK, ascii, ipv4, tcp, udp, zeros, type Octets } from '../../../tests/fixtures/packets.ts';
import { allFlows, readCapture } from '../../../tests/fixtures/readCapture.ts';

const FROM = '10.0.0.2';
const TO = '203.0.113.9';

test('a flow that the other direction told is not read as HTTP: both would keep their state in one place', () => {
	const answers = Array.from({ length: 60 }, () => says('250 ok\r\n'));
	const turns = [
		asks('G'),
		says('220 mail ESMTP ready\r\n'),
		asks('ET /1 HTTP/1.1\r\n\r\nGE'),
		...answers,
	];
	const reader = read(...turns, asks('T /2 HTTP/1.1\r\n\r\n'));
	expect(allHttp(reader)).toEqual([]);
	expect(reader.flow(0).service).toBe('smtp');
});

test.each([
	'Server started on port 80\r\n',
	'Session id 1234\r\n',
	'hello login please\r\n',
	'Connection authenticated\r\n',
])('prose is no IMAP: %j', (line) => {
	expect(read(says(line)).flow(0).service).toBeUndefined();
});

test.each([
	'a1 LOGIN tom secret\r\n',
	'1 CAPABILITY\r\n',
	'A001 AUTHENTICATE PLAIN\r\n',
	'x7 ID NIL\r\n',
])('a client of IMAP begins so: %j', (line) => {
	expect(read(asks(line)).flow(0).service).toBe('imap');
});

test.each([
	['CONNECT tom:hunter2@host:443 HTTP/1.1', '...@host:443'],
	['GET /?a=1;password=hunter2 HTTP/1.1', '/?a=1;password=...'],
	['GET /#password=hunter2 HTTP/1.1', '/#password=...'],
	['GET /login;password=hunter2 HTTP/1.1', '/login;password=...'],
	['GET /?password=hun;ter?2&b=1 HTTP/1.1', '/?password=...&b=1'],
	['GET /a?mail=tom@host;x HTTP/1.1', '/a?mail=tom@host;x'],
])('%s keeps no password', (line, target) => {
	expect(exchanges(asks(head(line)))[0]?.target).toBe(target);
});

test('a Host keeps no password', () => {
	expect(exchanges(asks(head('GET / HTTP/1.1', 'Host: tom:hunter2@a.example')))[0]?.host).toBe(
		'a.example',
	);
});

const payloadOf = (bytes: Octets, original?: number): number | undefined =>
	allFlows(readCapture(pcap([{ bytes, ...(original ? { original } : {}) }], { link: LINK_RAW })))[0]
		?.payload[0];

test('payload is what was on the wire, whatever the IP header promises', () => {
	const datagram = udp({ from: 4000, to: 4001 }, ascii('hello'));
	const segment = tcp({ from: 4000, to: 4001, flags: ACK }, zeros(40));
	expect(payloadOf(ipv4({ from: FROM, to: TO, protocol: 17, totalLength: 1500 }, datagram))).toBe(
		5,
	);
	expect(
		payloadOf(ipv4({ from: FROM, to: TO, protocol: 6, totalLength: 1500 }, segment), 100),
	).toBe(60);
	expect(
		payloadOf(ipv4({ from: FROM, to: TO, protocol: 6, totalLength: 0 }, segment), 40_000),
	).toBe(39_960);
});

test('fragments whose first never came do not move the end of their flow to where they are given up', () => {
	const last = (id: number): Octets => {
		const bytes = [...ipv4({ from: FROM, to: TO, protocol: 17, fragmentOffset: 16 }, zeros(16))];
		bytes[5] = id;
		return bytes;
	};
	const other = ipv4(
		{ from: FROM, to: '1.1.1.1', protocol: 17 },
		udp({ from: 9, to: 10 }, zeros(4)),
	);
	const reader = readCapture(
		pcap(
			[
				{ bytes: last(1), seconds: 1000 },
				{ bytes: last(2), seconds: 1001 },
				{ bytes: other, seconds: 5000 },
			],
			{
				link: LINK_RAW,
			},
		),
	);
	expect(allFlows(reader).find(({ a }) => a.port === 0)?.lastNanos).toBe(1e9);
});
