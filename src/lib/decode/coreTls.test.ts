import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capture, down, inSegments, up } from '../../../tests/fixtures/conversation.ts';
import { ACK, ascii, clientHello, FIN, u16, zeros } from '../../../tests/fixtures/packets.ts';
import type { Octets } from '../../../tests/fixtures/packets.ts';
import { allFlows, readCapture, sniOf } from '../../../tests/fixtures/readCapture.ts';
import {
	ALERT,
	alpn,
	answerOf,
	APPLICATION_DATA,
	certificates,
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
import type { RawFlow } from './reader.ts';

interface Told {
	readonly flow: RawFlow | undefined;
	readonly tls: TlsHandshake | undefined;
}

/** What is told of the one flow in these packets. */
function tell(packets: Parameters<typeof capture>[0]): Told {
	const reader = readCapture(capture(packets));
	const [flow, ...others] = allFlows(reader);
	expect(others).toEqual([]);
	return { flow, tls: flow?.tls === undefined ? undefined : reader.tls(flow.tls) };
}

const tlsOf = (packets: readonly Octets[]): TlsHandshake | undefined => tell(packets).tls;
const helloTells = (hello: Hello): TlsHandshake | undefined =>
	tlsOf([up(1, records(helloOf(hello)))]);

describe('server name of a ClientHello', () => {
	const nameOf = (packets: Parameters<typeof capture>[0]): string | undefined => {
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

function have(tool: string): boolean {
	const ask = tool === 'tshark' ? '--version' : 'version';
	try {
		execFileSync(tool, [ask], { stdio: 'ignore' });
		return true;
	} catch {
		return false;
	}
}

const needed = (tool: string): boolean => have(tool) || (process.env['CI'] ?? '') !== '';

function inFolder<T>(use: (folder: string) => T): T {
	const folder = mkdtempSync(join(tmpdir(), 'porthole-tls-'));
	try {
		return use(folder);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** A certificate that signs itself, as DER. */
function certificate(subject: string, ...options: readonly string[]): Octets {
	return inFolder((folder) => {
		const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
		const files = ['-keyout', join(folder, 'key'), '-outform', 'DER', '-out', join(folder, 'der')];
		const args = ['req', '-x509', '-utf8', '-subj', subject, ...key, ...files, ...options];
		execFileSync('openssl', args, { stdio: 'ignore' });
		return [...readFileSync(join(folder, 'der'))];
	});
}

const altNames = (...names: readonly string[]): readonly string[] => [
	'-addext',
	`subjectAltName=${names.join(',')}`,
];

describe.runIf(needed('openssl'))('the certificate', () => {
	const asked = up(1, records(helloOf({ extensions: [serverName('www.example.org')] })));
	const flight = (...chain: readonly Octets[]): Octets => [
		...answerOf({ ciphers: [0xc02f] }),
		...certificates(...chain),
		...message(14, []),
	];
	const told = (...chain: readonly Octets[]): Told =>
		tell([asked, down(1, records(flight(...chain)))]);
	const www = certificate(
		'/C=DE/O=Example Works/CN=www.example.org',
		...altNames('DNS:www.example.org', 'IP:192.0.2.1', 'DNS:*.example.net', 'email:a@example.org'),
	);

	test('subject, issuer, alternative names', () => {
		const { flow, tls } = told(www);
		expect(tls?.certificate).toEqual({
			subject: 'www.example.org',
			issuer: 'www.example.org',
			altNames: ['www.example.org', '*.example.net'],
		});
		expect(flow?.names).toEqual([
			{ name: 'www.example.org', from: 'sni' },
			{ name: 'www.example.org', from: 'certificate' },
			{ name: '*.example.net', from: 'certificate' },
		]);
	});

	test('is the first of the chain', () => {
		expect(told(www, certificate('/CN=Other')).tls?.certificate?.subject).toBe('www.example.org');
	});

	test('a name that is no host is none of the flow', () => {
		const { flow, tls } = told(certificate('/O=Örtlich, Ünd/CN=Größe 9'));
		expect(tls?.certificate).toMatchObject({ subject: 'Gr\\195\\182\\195\\159e 9', altNames: [] });
		expect(flow?.names.map(({ from }) => from)).toEqual(['sni']);
	});

	test('without a common name the organisation issued it', () => {
		const { tls } = told(certificate('/C=DE/O=Example Works'));
		expect(tls?.certificate).toEqual({ subject: '', issuer: 'Example Works', altNames: [] });
	});

	test('with hundreds of names: the flow gets some, the text ends with a whole one', () => {
		const hosts = Array.from({ length: 200 }, (_, index) => `host-${index}.example.org`);
		const { flow, tls } = told(
			certificate('/CN=x', ...altNames(...hosts.map((host) => `DNS:${host}`))),
		);
		const kept = tls?.certificate?.altNames ?? [];
		expect(kept.length).toBeGreaterThan(50);
		expect(kept).toEqual(hosts.slice(0, kept.length));
		expect(flow?.names.length).toBeGreaterThan(10);
		expect(flow?.names.length).toBeLessThan(18);
	});

	test.each([1, 17, 500])('split over segments of %i bytes and records of 100', (size) => {
		const split = inSegments(records(flight(www), 100), size, down);
		expect(tlsOf([asked, ...split])?.certificate?.altNames).toHaveLength(2);
	});

	test('is read when it is there, though the chain is not', () => {
		const whole = records(flight(www, zeros(4000)));
		const { tls } = tell([asked, down(1, whole.slice(0, www.length + 200))]);
		expect(tls?.certificate?.subject).toBe('www.example.org');
	});

	test('damaged anywhere: never more than was there', () => {
		const whole = records(flight(www));
		fc.assert(
			fc.property(fc.nat(whole.length - 1), fc.nat(255), (place, value) => {
				const { tls } = tell([asked, down(1, whole.with(place, value))]);
				expect(tls?.certificate?.altNames.join().length ?? 0).toBeLessThan(www.length * 4);
			}),
		);
	});

	test.runIf(needed('tshark'))('tshark reads the same', () => {
		const hello = helloOf({
			ciphers: [GREASE, 0xc02f, 0x1301],
			extensions: [
				serverName('www.example.org'),
				alpn('h2', 'http/1.1'),
				offeredVersions(GREASE, TLS13, TLS12),
			],
		});
		const packets = [
			...inSegments(records(hello, 50), 60, up),
			...inSegments(records(flight(www), 300), 200, down),
		];
		const fields = {
			name: 'tls.handshake.extensions_server_name',
			alpn: 'tls.handshake.extensions_alpn_str',
			chosen: 'tls.handshake.version',
			cipher: 'tls.handshake.ciphersuite',
			subject: 'x509sat.uTF8String',
			altNames: 'x509ce.dNSName',
		};
		const theirs = askTshark(packets, Object.values(fields));
		const tls = tlsOf(packets);
		expect(theirs(fields.name)).toEqual([tls?.sni]);
		expect(theirs(fields.alpn)).toEqual(tls?.alpn);
		expect(theirs(fields.chosen).map(Number)).toContain(tls?.chosen);
		expect(theirs(fields.cipher).map(Number)).toContain(tls?.cipher);
		expect(theirs(fields.subject)).toContain(tls?.certificate?.subject);
		expect(theirs(fields.altNames)).toEqual(tls?.certificate?.altNames);
	});
});

/** All values of a field, in order. */
function askTshark(
	packets: readonly Octets[],
	fields: readonly string[],
): (field: string) => readonly string[] {
	const lines = inFolder((folder) => {
		const file = join(folder, 'packets.pcap');
		writeFileSync(file, capture(packets));
		const columns = fields.flatMap((field) => ['-e', field]);
		const options = ['-n', '-r', file, '-T', 'fields', '-E', 'aggregator=|', ...columns];
		return execFileSync('tshark', options, { encoding: 'utf8', stdio: 'pipe' }).split('\n');
	});
	return (field) => {
		const column = fields.indexOf(field);
		return lines.flatMap((line) => line.split('\t')[column]?.split('|').filter(Boolean) ?? []);
	};
}
