import { describe, expect, test } from 'vitest';
import { messagesOf } from '../../../tests/fixtures/dnsCaptures.ts';
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
import type { DnsMessage } from '../model/flow.ts';

const RESPONSE = 0x8180;
const messageOf = (message: Dns): DnsMessage[] => messagesOf(dns(message));

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
