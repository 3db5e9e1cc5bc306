import { expect, test } from 'vitest';
import type { DnsMessage, TlsHandshake } from '#lib/model/flow.ts';
import { THIN } from '../shared/format.ts';
import { dnsTypeName, isUnanswered, rcodeWords } from './dnsWords.ts';
import { noteWords, roundTrip } from './flowWords.ts';
import { icmpWords } from './icmpWords.ts';
import { cipherName, isOldVersion, quicVersionName, versionWords } from './tlsWords.ts';

const HELLO: TlsHandshake = {
	flow: 0,
	at: 0,
	transport: 'tls',
	sni: undefined,
	alpn: [],
	chosenAlpn: undefined,
	offered: 0x0304,
	chosen: undefined,
	cipher: undefined,
	ja4: undefined,
	ech: false,
	resumed: false,
	certificate: undefined,
	quicVersion: undefined,
};

test('versions and ciphers have the names that people know; unknown ones stay numbers', () => {
	expect(versionWords(HELLO)).toBe('TLS 1.3 offered');
	expect(versionWords({ ...HELLO, chosen: 0x0302 })).toBe('TLS 1.1');
	expect(isOldVersion({ ...HELLO, chosen: 0x0302 })).toBe(true);
	expect(isOldVersion({ ...HELLO, chosen: 0xfefd })).toBe(false);
	expect(cipherName(0x1301)).toBe('AES_128_GCM_SHA256');
	expect(cipherName(0x0a0a)).toBe('0x0a0a');
});

test('versions of QUIC: of the RFCs, of a draft, of Google', () => {
	expect(quicVersionName(1)).toBe('QUIC v1');
	expect(quicVersionName(0x6b3343cf)).toBe('QUIC v2');
	expect(quicVersionName(0xff00001d)).toBe('QUIC draft 29');
	expect(quicVersionName(0x51303436)).toBe('Google QUIC Q046');
	expect(quicVersionName(0xbabababa)).toBe('QUIC 0xbabababa');
});

test('an ICMP code means another thing in IPv6', () => {
	expect(icmpWords(3, 3, false)).toBe('Nothing listens on the port');
	expect(icmpWords(1, 4, true)).toBe('Nothing listens on the port');
	expect(icmpWords(3, 1, true)).toBe('Not all fragments came in time');
	expect(icmpWords(200, 7, false)).toBe('ICMP type 200, code 7');
});

test('a query is unanswered until its own answer came', () => {
	const query: DnsMessage = {
		at: 0,
		flow: 0,
		id: 7,
		kind: 'query',
		question: 'a.example',
		type: 28,
		rcode: 0,
		answers: [],
	};
	expect(isUnanswered(query, [query, { ...query, kind: 'response', type: 1 }])).toBe(true);
	expect(isUnanswered(query, [query, { ...query, kind: 'response' }])).toBe(false);
	expect([dnsTypeName(65), dnsTypeName(999)]).toEqual(['HTTPS', 'type 999']);
	expect([rcodeWords(3), rcodeWords(23)]).toEqual(['no such name', 'error 23']);
});

test('near is told from far: times on the network keep their tenths', () => {
	expect(roundTrip(undefined)).toBe('–');
	expect(roundTrip(0.314)).toBe(`0.31${THIN}ms`);
	expect(roundTrip(23.42)).toBe(`23.4${THIN}ms`);
	expect(roundTrip(182.2)).toBe(`182${THIN}ms`);
	expect(noteWords('duplicate-ack')).toBe('duplicate ACK');
	expect(noteWords('keep-alive-ack')).toBe('keep-alive ACK');
});
