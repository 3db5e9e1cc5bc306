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

describe('values of answers', () => {
	const valueOf = (type: number, data: Octets): string | undefined => {
		const answers = [record(TO_QUESTION, type, 60, data)];
		const questions = [question('example.org', type)];
		return messageOf({ id: 1, flags: RESPONSE, questions, answers })[0]?.answers[0]?.value;
	};

	test.each([
		{ type: rr.CNAME, data: name('b.example'), value: 'b.example' },
		{ type: rr.DNAME, data: name('d.example'), value: 'd.example' },
		{ type: rr.PTR, data: name('host.example'), value: 'host.example' },
		{ type: rr.NS, data: name('ns.example'), value: 'ns.example' },
		{ type: rr.NS, data: [0], value: '.' },
		{ type: rr.MX, data: [...u16(10), ...name('mx.example')], value: '10 mx.example' },
		{ type: rr.MX, data: [...u16(0), 0], value: '0 .' },
		{ type: rr.SRV, data: rr.srv(1, 2, 5060, 'sip.example'), value: '1 2 5060 sip.example' },
		{
			type: rr.SOA,
			data: rr.soa('ns.example', 'root.example', [4294967295, 1, 2, 3, 4]),
			value: 'ns.example root.example 4294967295 1 2 3 4',
		},
		{
			type: rr.TXT,
			data: [...rr.string('v=spf1 -all'), ...rr.string('say "hi"\\\n'), ...rr.string('')],
			value: String.raw`"v=spf1 -all" "say \"hi\"\092\010" ""`,
		},
		{ type: rr.AAAA, data: ip6('2001:db8::1'), value: '2001:db8::1' },
	])('type $type: $value', ({ type, data, value }) => {
		expect(valueOf(type, data)).toBe(value);
	});

	test.each([
		{ parameters: [], value: '1 .' },
		{
			parameters: [
				[1, [...rr.string('h3'), ...rr.string('h2')]],
				[3, u16(8443)],
			],
			value: '1 . alpn=h3,h2 port=8443',
		},
		{
			parameters: [
				[0, [...u16(4), ...u16(999)]],
				[2, []],
			],
			value: '1 . mandatory=ipv4hint,key999 no-default-alpn',
		},
		{
			parameters: [
				[4, [...ip4('192.0.2.1'), ...ip4('192.0.2.2')]],
				[6, [...ip6('2001:db8::1:0:0'), ...ip6('::'), ...ip6('1:0:2:3:4:5:6:0')]],
			],
			value: '1 . ipv4hint=192.0.2.1,192.0.2.2 ipv6hint=2001:db8::1:0:0,::,1:0:2:3:4:5:6:0',
		},
		{ parameters: [[5, ascii('any carnal pleas')]], value: '1 . ech=YW55IGNhcm5hbCBwbGVhcw==' },
		{ parameters: [[5, [0xfb, 0xff, 0xbf]]], value: '1 . ech=+/+/' },
		{ parameters: [[7, ascii('/q{?dns}')]], value: '1 . dohpath=/q{?dns}' },
		{ parameters: [[667, ascii('hello world')]], value: String.raw`1 . key667=hello\032world` },
		{
			parameters: [[1, [...rr.string('a,b'), ...rr.string('c\\')]]],
			value: String.raw`1 . alpn=a\\,b,c\\\092`,
		},
		{
			parameters: [
				[1, rr.string('h2')],
				[3, [1, 187, 0]],
				[4, ip4('192.0.2.1')],
			],
			value: '1 . alpn=h2',
		},
	] as { parameters: [number, Octets][]; value: string }[])(
		'a service binding: $value',
		({ parameters, value }) => {
			expect(valueOf(rr.HTTPS, rr.binding(1, '', parameters))).toBe(value);
			expect(valueOf(rr.SVCB, rr.binding(1, 'a.example', parameters))).toBe(
				value.replace('.', 'a.example'),
			);
		},
	);

	test.each([
		{ what: 'an address of five bytes', type: rr.A, data: zeros(5) },
		{ what: 'an address of IPv6 of four', type: rr.AAAA, data: zeros(4) },
		{ what: 'no data', type: rr.TXT, data: [] },
		{ what: 'a name that leaves its data', type: rr.CNAME, data: [3, 97] },
		{ what: 'a service without its port', type: rr.SRV, data: [0, 0, 0, 0, 1] },
		{ what: 'an authority without its numbers', type: rr.SOA, data: [0, 0, 1, 2, 3] },
		{ what: 'a binding without a target', type: rr.HTTPS, data: [0, 1] },
	])('are not kept: $what', ({ type, data }) => {
		expect(valueOf(type, data)).toBeUndefined();
	});

	test('are of the answer section alone', () => {
		const of = (host: string): Octets => record(name(host), 1, 9, ip4('192.0.2.1'));
		const sections = [
			[question('a.example', 1)],
			[of('b.example')],
			[of('c.example')],
			[of('d.example')],
		];
		const [message] = messagesOf(rr.message(1, RESPONSE, sections));
		expect(message?.answers.map((answer) => answer.name)).toEqual(['b.example']);
	});
});

describe('response codes', () => {
	const rcodeOf = (low: number, additional: readonly Octets[]): number | undefined => {
		const sections = [[question('a.example', 1)], [], [], additional];
		return messagesOf(rr.message(1, RESPONSE | low, sections))[0]?.rcode;
	};

	test('a name that does not exist', () => {
		expect(rcodeOf(3, [])).toBe(3);
	});

	test('EDNS adds to them', () => {
		expect(rcodeOf(0, [record(name('x'), 1, 1, zeros(4)), rr.opt(1)])).toBe(16);
		expect(rcodeOf(7, [rr.opt(1)])).toBe(23);
		expect(rcodeOf(15, [rr.opt(255)])).toBe(255);
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

describe('NetBIOS names', () => {
	const ask = (encoded: Octets): string | undefined =>
		messagesOf(rr.message(1, 0x0110, [[[...encoded, ...u16(32), ...u16(1)]]]), 137)[0]?.question;

	test('without their filling, with their kind', () => {
		expect(ask(rr.netbiosName('FILE SERVER', 0x20))).toBe('FILE SERVER<20>');
		expect(ask(rr.netbiosName('*', 0, '\0'))).toBe('*<00>');
		expect(ask(rr.netbiosName('\u0001\u0002__MSBROWSE__\u0002', 1))).toBe(
			String.raw`\001\002__MSBROWSE__\002<01>`,
		);
	});

	test('with their scope', () => {
		const scoped = [...rr.netbiosName('NAS', 0x20).slice(0, -1), ...name('lan.example')];
		expect(ask(scoped)).toBe('NAS<20>.lan.example');
	});

	test('are no others', () => {
		expect(ask(name('printer.local'))).toBeUndefined();
		expect(ask(name('Q'.repeat(32)))).toBeUndefined();
	});

	test('have several addresses', () => {
		const data = [0, 0, ...ip4('192.0.2.1'), 0x60, 0, ...ip4('192.0.2.2')];
		const answer = record(rr.netbiosName('NAS', 0x20), rr.NB, 300, data);
		const [message] = messagesOf(rr.message(1, 0x8580, [[], [answer]]), 137);
		expect(message?.answers).toEqual([
			{ name: 'NAS<20>', type: 'NB', ttl: 300, value: '192.0.2.1' },
			{ name: 'NAS<20>', type: 'NB', ttl: 300, value: '192.0.2.2' },
		]);
	});

	test('statistics of a node are no service record', () => {
		const answer = record(rr.netbiosName('NAS', 0x20), 33, 0, [0, 1, 0, 2, 0, 3, 0]);
		const [message] = messagesOf(rr.message(1, 0x8400, [[], [answer]]), 137);
		expect(message).toMatchObject({ protocol: 'nbns', answers: [] });
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
