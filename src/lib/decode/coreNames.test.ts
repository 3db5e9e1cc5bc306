import { describe, expect, test } from 'vitest';
import { LINK_RAW, pcap } from '../../../tests/fixtures/captures.ts';
import {
	ACK,
	ascii,
	dns,
	ip4,
	ip6,
	ipv4,
	name,
	question,
	record,
	tcp,
	TO_QUESTION,
	u16,
	udp,
	zeros,
	type Dns,
	type Octets,
} from '../../../tests/fixtures/packets.ts';
import { allDns, readCapture } from '../../../tests/fixtures/readCapture.ts';
import type { DnsMessage } from '../model/flow.ts';

const PHONE = '10.0.0.2';
const SERVER = '203.0.113.53';
const QUERY = 0x0100;
const RESPONSE = 0x8180;

const raw = (packets: readonly Octets[]): Uint8Array<ArrayBuffer> =>
	pcap(
		packets.map((bytes) => ({ bytes })),
		{ link: LINK_RAW },
	);

function messagesOf(payload: Octets, port = 53): DnsMessage[] {
	const ports = { from: port, to: 40000 };
	return allDns(
		readCapture(raw([ipv4({ from: SERVER, to: PHONE, protocol: 17 }, udp(ports, payload))])),
	);
}

const messageOf = (message: Dns): DnsMessage[] => messagesOf(dns(message));

describe('DNS', () => {
	test('a question', () => {
		const questions = [question('www.example.org', 65)];
		expect(messageOf({ id: 7, flags: QUERY, questions })).toEqual([
			{
				at: 0,
				flow: 0,
				id: 7,
				kind: 'query',
				protocol: 'dns',
				question: 'www.example.org',
				type: 65,
				rcode: 0,
				answers: [],
			},
		]);
	});

	test('answers: aliases and addresses of both kinds, others left out', () => {
		const alias = [...u16(5), ...u16(1), 0, 0, 1, 44];
		const answers = [
			[...TO_QUESTION, ...alias, ...u16(6), 3, ...ascii('cdn'), 0xc0, 16],
			record(name('cdn.example.org'), 1, 60, ip4('192.0.2.9')),
			record(name('cdn.example.org'), 28, 61, ip6('2001:db8::9')),
			record(name('cdn.example.org'), 16, 62, [3, 1, 2, 3]),
		];
		const questions = [question('www.example.org', 1)];
		const [message] = messageOf({ id: 8, flags: RESPONSE, questions, answers });
		expect(message).toMatchObject({ kind: 'response', question: 'www.example.org', rcode: 0 });
		expect(message?.answers).toEqual([
			{ name: 'www.example.org', ttl: 300, type: 'CNAME', value: 'cdn.example.org' },
			{ name: 'cdn.example.org', ttl: 60, type: 'A', value: '192.0.2.9' },
			{ name: 'cdn.example.org', ttl: 61, type: 'AAAA', value: '2001:db8::9' },
		]);
	});

	test('a name that does not exist', () => {
		const questions = [question('nowhere.example', 1)];
		expect(messageOf({ id: 9, flags: RESPONSE | 3, questions })).toMatchObject([{ rcode: 3 }]);
	});

	test('names are hostile: only what a host name may hold stays as it is', () => {
		const label = '<b>\\.é\0 Az-_9';
		const questions = [[label.length, ...ascii(label), 0, ...u16(1), ...u16(1)]];
		const [message] = messageOf({ id: 1, flags: QUERY, questions });
		expect(message?.question).toBe('\\060b\\062\\092\\046\\233\\000\\032Az-_9');
	});

	test('the root has the empty name', () => {
		const questions = [question('', 2)];
		expect(messageOf({ id: 1, flags: QUERY, questions })).toMatchObject([
			{ question: '', type: 2 },
		]);
	});

	test.each([
		{ what: 'a pointer to itself', questions: [[0xc0, 12, ...u16(1), ...u16(1)]] },
		{ what: 'a pointer forward', questions: [[0xc0, 40, ...u16(1), ...u16(1)], zeros(60)] },
		{ what: 'two pointers in a ring', questions: [[1, 97, 0xc0, 12, ...u16(1), ...u16(1)]] },
		{
			what: 'a name over 255 bytes',
			questions: [question(`${'a'.repeat(60)}.`.repeat(5).slice(0, -1), 1)],
		},
		{ what: 'a label type of no standard', questions: [[0x80, 1, 0, ...u16(1), ...u16(1)]] },
		{ what: 'a name that does not end', questions: [[9, 97, 97]] },
	])('is not read: $what', ({ questions }) => {
		expect(messageOf({ id: 1, flags: QUERY, questions })).toEqual([]);
	});

	test('answers in front of a damaged one stay', () => {
		const good = record(TO_QUESTION, 1, 60, ip4('192.0.2.9'));
		const questions = [question('a.example', 1)];
		const cut = [...TO_QUESTION, ...u16(1), ...u16(1), 0, 0, 0, 9, ...u16(400), 1];
		const [message] = messageOf({ id: 1, flags: RESPONSE, questions, answers: [good, cut, good] });
		expect(message?.answers).toHaveLength(1);
	});

	test('multicast DNS and LLMNR speak it too, other ports do not', () => {
		const message = dns({ id: 0, flags: QUERY, questions: [question('printer.local', 1)] });
		expect(messagesOf(message, 5353)).toHaveLength(1);
		expect(messagesOf(message, 5355)).toHaveLength(1);
		expect(messagesOf(message, 5300)).toHaveLength(0);
	});

	test('over TCP, several in one segment', () => {
		const message = dns({ id: 5, flags: QUERY, questions: [question('tcp.example', 1)] });
		const stream = [...u16(message.length), ...message, ...u16(message.length), ...message];
		const segment = tcp({ from: 40000, to: 53, flags: ACK }, [...stream, 0, 99, 1]);
		const reader = readCapture(raw([ipv4({ from: PHONE, to: SERVER, protocol: 6 }, segment)]));
		expect(allDns(reader).map(({ question: asked }) => asked)).toEqual([
			'tcp.example',
			'tcp.example',
		]);
	});
});
