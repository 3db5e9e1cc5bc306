import { describe, expect, test } from 'vitest';
import { down, inSegments, up } from '../../../tests/fixtures/conversation.ts';
import { ACK, ascii, clientHello, FIN, u16, zeros } from '../../../tests/fixtures/packets.ts';
import { sniOf } from '../../../tests/fixtures/readCapture.ts';
import {
	ALERT,
	alpn,
	answerOf,
	APPLICATION_DATA,
	CHANGE_CIPHER,
	chosenVersion,
	GREASE,
	helloOf,
	message,
	offeredVersions,
	record,
	records,
	RETRY,
	serverName,
	TLS12,
	TLS13,
	tlsExtension,
	type Hello,
} from '../../../tests/fixtures/tlsPackets.ts';
import type { TlsHandshake } from '../model/flow.ts';
import { tell, tlsOf } from '../../../tests/fixtures/tlsTold.ts';

const helloTells = (hello: Hello): TlsHandshake | undefined =>
	tlsOf([up(1, records(helloOf(hello)))]);

describe('server name of a ClientHello', () => {
	const nameOf = (packets: Parameters<typeof tell>[0]): string | undefined => {
		const { flow } = tell(packets);
		return flow && sniOf(flow);
	};
	const hello = records(clientHello('www.example.org'));
	const longHello = records(clientHello('late.example.org', 3000));

	test('in one segment', () => {
		const { flow, tls } = tell([up(1, hello)]);
		expect(flow).toMatchObject({
			service: 'tls',
			names: [{ name: 'www.example.org', from: 'sni' }],
		});
		expect(tls).toMatchObject({ flow: 0, transport: 'tls', sni: 'www.example.org' });
	});

	test('behind other data of its connection', () => {
		expect(nameOf([up(1, ascii('STARTTLS')), up(9, hello)])).toBe('www.example.org');
	});

	test.each([2, 3, 40])('split over %i segments', (count) => {
		const size = Math.ceil(longHello.length / count);
		expect(nameOf(inSegments(longHello, size))).toBe('late.example.org');
	});

	test('split over TLS records', () => {
		const split = records(clientHello('records.example.org', 500), 120);
		expect(nameOf([up(1, split)])).toBe('records.example.org');
		expect(nameOf(inSegments(split, 7))).toBe('records.example.org');
	});

	test.each([
		{ what: 'behind the name', stored: 200, sni: 'early.example' },
		{ what: 'inside the name', stored: 110, sni: undefined },
	])('in a packet cut $what', ({ stored, sni }) => {
		const whole = up(1, records(clientHello('early.example', 0, 400)));
		const { tls } = tell([{ bytes: whole.slice(0, stored), original: whole.length }]);
		expect(tls?.sni).toBe(sni);
		expect(tls?.ja4).toBeUndefined();
	});

	test('in a packet cut in a later record of the hello', () => {
		const whole = up(1, records(clientHello('early.example', 0, 400), 90));
		const { tls } = tell([{ bytes: whole.slice(0, 300), original: whole.length }]);
		expect(tls?.sni).toBe('early.example');
	});

	test('none where the hello names none', () => {
		const { flow, tls } = tell([up(1, records(clientHello(undefined)))]);
		expect(flow).toMatchObject({ service: 'tls', names: [] });
		expect(tls?.sni).toBeUndefined();
	});

	test('is hostile too', () => {
		expect(nameOf([up(1, records(clientHello('a"b\n.example')))])).toBe('a\\034b\\010.example');
	});
});

describe('ClientHello', () => {
	test.each([
		{ what: 'in the old place', hello: { version: 0x0302 }, offered: 0x0302 },
		{
			what: 'in the list, not its order but its highest',
			hello: { extensions: [offeredVersions(0x0302, TLS13, TLS12)] },
			offered: TLS13,
		},
		{
			what: 'in the list, where GREASE is none',
			hello: { extensions: [offeredVersions(GREASE, TLS12)] },
			offered: TLS12,
		},
		{ what: 'without extensions', hello: { extensions: undefined }, offered: TLS12 },
	])('version $what', ({ hello, offered }) => {
		expect(helloTells(hello)?.offered).toBe(offered);
	});

	test('application protocols in the order of the client, commas escaped', () => {
		const extensions = [alpn('h2', 'http/1.1', 'a,b', [0xff])];
		expect(helloTells({ extensions })?.alpn).toEqual(['h2', 'http/1.1', 'a\\044b', '\\255']);
	});

	test('encrypted_client_hello', () => {
		expect(helloTells({ extensions: [tlsExtension(0xfe0d, zeros(40))] })?.ech).toBe(true);
		expect(helloTells({ extensions: [tlsExtension(0xfe0c)] })?.ech).toBe(false);
	});

	test.each<{ what: string; hello: Hello; resumed: boolean }>([
		{
			what: 'a key of TLS 1.3',
			hello: { extensions: [tlsExtension(41, zeros(9))] },
			resumed: true,
		},
		{ what: 'a ticket', hello: { extensions: [tlsExtension(35, zeros(9))] }, resumed: true },
		{ what: 'room for a ticket', hello: { extensions: [tlsExtension(35)] }, resumed: false },
		{ what: 'a session of TLS 1.2', hello: { session: zeros(32) }, resumed: true },
		{
			what: 'what looks like one in TLS 1.3',
			hello: { session: zeros(32), extensions: [offeredVersions(TLS13)] },
			resumed: false,
		},
	])('offers to resume: $what', ({ hello, resumed }) => {
		expect(helloTells(hello)?.resumed).toBe(resumed);
	});

	test('extensions in front of a damaged one count', () => {
		const tls = helloTells({
			extensions: [serverName('www.example.org'), [...u16(16), ...u16(900), 1]],
		});
		expect(tls).toMatchObject({ sni: 'www.example.org', alpn: [] });
	});

	test.each([
		{ what: 'SSL 2', bytes: [0x80, 0x2e, 1, 3, 1, 0, 21, 0, 0, 0, 16, ...zeros(39)] },
		{ what: 'a record of no length', bytes: [22, 3, 1, 0, 0] },
		{ what: 'a hello of no version', bytes: records(message(1, zeros(60))) },
		{ what: 'an encrypted handshake', bytes: record(22, [7, 250, 1, 2, 3, 4, 5, 6]) },
	])('is not: $what', ({ bytes }) => {
		const { flow, tls } = tell([up(1, bytes)]);
		expect(tls).toBeUndefined();
		expect(flow?.service).toBeUndefined();
	});
});

describe('ServerHello', () => {
	const asked = up(1, records(helloOf({})));

	test('of TLS 1.3: version, cipher suite', () => {
		const extensions = [tlsExtension(51, zeros(36)), chosenVersion(TLS13)];
		const answer = records(answerOf({ ciphers: [0x1303], extensions, session: zeros(32) }));
		expect(tlsOf([asked, down(1, answer)])).toMatchObject({ chosen: TLS13, cipher: 0x1303 });
	});

	test('of TLS 1.2, with a protocol', () => {
		const answer = answerOf({ ciphers: [0xc02f], extensions: [alpn('h2')] });
		const tls = tlsOf([asked, down(1, records(answer))]);
		expect(tls).toMatchObject({ chosen: TLS12, cipher: 0xc02f, chosenAlpn: 'h2' });
		expect(tls?.certificate).toBeUndefined();
	});

	test('of TLS 1.0, without extensions', () => {
		const answer = records(answerOf({ version: 0x0301, ciphers: [0x002f], extensions: undefined }));
		expect(tlsOf([asked, down(1, answer)])).toMatchObject({ chosen: 0x0301, cipher: 0x002f });
	});

	test('behind a HelloRetryRequest, which chose another cipher suite', () => {
		const extensions = [chosenVersion(TLS13)];
		const retry = answerOf({ random: RETRY, ciphers: [0x1301], extensions });
		const first = [...records(retry), ...record(CHANGE_CIPHER, [1])];
		expect(tlsOf([asked, down(1, first)])?.chosen).toBeUndefined();
		const answer = records(answerOf({ ciphers: [0x1302], extensions }));
		const split = [down(1, first), ...inSegments(answer, 20, down, 1 + first.length)];
		expect(tlsOf([asked, ...split])).toMatchObject({ chosen: TLS13, cipher: 0x1302 });
	});

	test('alone, where the client was not heard', () => {
		const { flow, tls } = tell([down(1, records(answerOf({ ciphers: [0x1302] })))]);
		expect(flow?.service).toBe('tls');
		expect(tls).toMatchObject({ chosen: TLS12, cipher: 0x1302, ja4: undefined, alpn: [] });
		expect(tls?.offered).toBe(undefined);
	});

	test('none: the server refused', () => {
		const { flow, tls } = tell([asked, down(1, record(ALERT, [2, 40]), ACK | FIN)]);
		expect(flow?.service).toBe('tls');
		expect(tls?.chosen).toBeUndefined();
	});

	test('only data of a connection that was there before is TLS too', () => {
		const data = record(APPLICATION_DATA, zeros(80));
		const { flow, tls } = tell([up(1, [...data, ...data])]);
		expect(flow?.service).toBe('tls');
		expect(tls).toBeUndefined();
		expect(tell([up(1, [...data, 1, 2, 3, 4, 5])]).flow?.service).toBeUndefined();
	});
});
