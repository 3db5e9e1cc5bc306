import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LINK_RAW, pcap } from '../../../tests/fixtures/captures.ts';
import { fromServer, messagesOf, raw } from '../../../tests/fixtures/dnsCaptures.ts';
import * as rr from '../../../tests/fixtures/dnsRecords.ts';
import {
	ascii,
	dns,
	ip4,
	ip6,
	name,
	question,
	record,
	TO_QUESTION,
	u16,
	zeros,
	type Dns,
	type Octets,
} from '../../../tests/fixtures/packets.ts';
import { allDns, allFlows, readCapture } from '../../../tests/fixtures/readCapture.ts';
import type { DnsMessage } from '../model/flow.ts';

const QUERY = 0x0100;
const RESPONSE = 0x8180;
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

	test('of several questions the first', () => {
		const questions = [question('one.example', 1), question('two.example', 28)];
		expect(messageOf({ id: 7, flags: QUERY, questions })).toMatchObject([
			{ question: 'one.example', type: 1 },
		]);
	});

	test('answers along an alias', () => {
		const alias = [...u16(5), ...u16(1), 0, 0, 1, 44];
		const answers = [
			[...TO_QUESTION, ...alias, ...u16(6), 3, ...ascii('cdn'), 0xc0, 16],
			record(name('cdn.example.org'), 1, 60, ip4('192.0.2.9')),
			record(name('cdn.example.org'), 28, 61, ip6('2001:db8::9')),
			record(name('cdn.example.org'), 13, 62, [3, 1, 2, 3]),
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

	test.each([
		{ pointers: 100, kept: 1 },
		{ pointers: 200, kept: 0 },
	])('a chain of $pointers pointers: $kept answers', ({ pointers, kept }) => {
		const texts = 12 + question('', 1).length + record([0], 16, 1, []).length;
		const chain = Array.from({ length: pointers }, (_, index) =>
			index === 0 ? [0xc0, 12] : u16(0xc000 | (texts + 2 * (index - 1))),
		);
		const last = u16(0xc000 | (texts + 2 * (pointers - 1)));
		const answers = [record([0], 16, 1, chain.flat()), record(last, 1, 1, zeros(4))];
		const [message] = messageOf({ id: 1, flags: RESPONSE, questions: [question('', 1)], answers });
		expect(message?.answers.filter(({ type }) => type === 'A')).toHaveLength(kept);
	});
});

describe('what is a message', () => {
	test('on its own port, also without a question', () => {
		const announced = record(name('printer.local'), 1, 120, ip4('192.0.2.9'));
		const [message] = messagesOf(rr.message(0, 0x8400, [[], [announced]]), 5353);
		expect(message).toMatchObject({ protocol: 'mdns', kind: 'response', question: '', type: 0 });
		expect(message?.answers).toMatchObject([{ name: 'printer.local', value: '192.0.2.9' }]);
	});

	test('a header alone is one, with other bytes behind it is none', () => {
		expect(messagesOf(rr.message(1, 0x8185, []))).toMatchObject([{ rcode: 5, question: '' }]);
		expect(messagesOf([...rr.message(1, 0x8185, []), 7])).toEqual([]);
	});

	test.each([
		{
			what: 'an operation that is not assigned',
			bytes: rr.message(1, 0x3900, [[question('a', 1)]]),
		},
		{ what: 'records that cannot be read', bytes: [...rr.message(1, 0x8180, [[], [[9, 9]]])] },
		{
			what: 'an encrypted query',
			bytes: [...ascii('q6fnvWj8'), ...zeros(40).map((_, i) => i * 7)],
		},
		{ what: 'less than a header', bytes: zeros(11) },
	])('is none: $what', ({ bytes }) => {
		const reader = readCapture(raw([fromServer(bytes)]));
		expect(allDns(reader)).toEqual([]);
		expect(allFlows(reader)[0]?.service).toBeUndefined();
	});

	test('the port tells DNS, multicast DNS, LLMNR and NetBIOS apart', () => {
		const message = dns({ id: 0, flags: QUERY, questions: [question('printer.local', 1)] });
		const spoken = (port: number): string | undefined => messagesOf(message, port)[0]?.protocol;
		expect([53, 5353, 5355, 137].map(spoken)).toEqual(['dns', 'mdns', 'llmnr', undefined]);
	});

	test('on other ports only what can be nothing else', () => {
		const plain = rr.message(3, QUERY, [[question('a.example', 1)], [], [], [rr.opt(0)]]);
		const two = dns({ id: 0, flags: QUERY, questions: [question('a', 1), question('b', 1)] });
		expect(messagesOf(plain, 5300)).toMatchObject([{ question: 'a.example', protocol: 'dns' }]);
		expect(messagesOf(two, 5300)).toEqual([]);
		expect(messagesOf([...plain.slice(0, -13), 3], 5300)).toEqual([]);
	});

	test.each([
		{ stored: 20 + 8 + 12, question: '', answers: 0 },
		{ stored: 20 + 8 + 12 + 8, question: '', answers: 0 },
		{ stored: 20 + 8 + 12 + 15 + 16, question: 'a.example', answers: 1 },
		{ stored: 20 + 8 + 12 + 15 + 20, question: 'a.example', answers: 1 },
	])('a packet cut at $stored bytes says what is there', ({ stored, question: asked, answers }) => {
		const answer = record(TO_QUESTION, 1, 60, ip4('192.0.2.9'));
		const whole = fromServer(
			dns({
				id: 4,
				flags: RESPONSE,
				questions: [question('a.example', 1)],
				answers: [answer, answer],
			}),
		);
		const packet = { bytes: whole.slice(0, stored), original: whole.length };
		const [message] = allDns(readCapture(pcap([packet], { link: LINK_RAW })));
		expect(message).toMatchObject({ id: 4, question: asked });
		expect(message?.answers).toHaveLength(answers);
	});
});

describe('any bytes', () => {
	const ports = fc.constantFrom(53, 137, 5353, 5355, 999);
	const head = fc.constantFrom(QUERY, RESPONSE, 0x8400, 0x2910);
	const body = fc.array(
		fc.oneof(
			fc.constantFrom<Octets>(
				name('a.example'),
				TO_QUESTION,
				u16(1),
				[0, 65, 0, 1, 0, 0, 0, 9, 0, 12],
				[0, 16, 0, 1, 0, 0, 0, 9, 0, 3],
				rr.netbiosName('X', 32),
			),
			fc.array(fc.nat(255), { maxLength: 9 }),
		),
		{ maxLength: 30 },
	);

	const packet = fc.record({
		port: ports,
		flags: head,
		counts: fc.array(fc.nat(4), { maxLength: 4 }),
		parts: body,
		stored: fc.nat(400),
	});

	test('give messages that hold together, however they are cut', () => {
		fc.assert(
			fc.property(packet, ({ port, flags, counts, parts, stored }) => {
				const sections = [0, 1, 2, 3].flatMap((index) => u16(counts[index] ?? 0));
				const whole = fromServer([...u16(9), ...u16(flags), ...sections, ...parts.flat()], port);
				const cut = { bytes: whole.slice(0, Math.max(28, stored)), original: whole.length };
				for (const message of allDns(readCapture(pcap([cut], { link: LINK_RAW })))) {
					expect(message.question).toMatch(/^[!-~ ]*$/);
					expect(message.rcode).toBeLessThan(256);
					for (const { value } of message.answers) expect(value).toMatch(/^[!-~ ]+$/);
				}
			}),
			{ numRuns: 300 },
		);
	});

	test('names come out as they went in', () => {
		const label = fc.stringMatching(/^[a-zA-Z0-9_-]{1,20}$/);
		fc.assert(
			fc.property(fc.array(label, { minLength: 1, maxLength: 8 }), (labels) => {
				const host = labels.join('.');
				const answers = [record(TO_QUESTION, 5, 1, [...name('x'), ...[]])];
				const questions = [question(host, 1)];
				expect(messageOf({ id: 1, flags: RESPONSE, questions, answers })).toMatchObject([
					{ question: host, answers: [{ name: host, value: 'x' }] },
				]);
			}),
			{ numRuns: 100 },
		);
	});
});
