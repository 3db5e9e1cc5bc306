import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LINK_RAW, pcap } from '../../../tests/fixtures/captures.ts';
import {
	asDtlsHello,
	DTLS_1_0,
	dtlsFragment,
	dtlsRecord,
	type Fragment,
} from '../../../tests/fixtures/dtlsPackets.ts';
import { ipv4, u16, u32, udp, zeros, type Octets } from '../../../tests/fixtures/packets.ts';
import { quicHello } from '../../../tests/fixtures/quicPackets.ts';
import { readCapture } from '../../../tests/fixtures/readCapture.ts';

const CLIENT = '10.0.0.2';
const SERVER = '203.0.113.53';

const toServer = (payload: Octets): Octets =>
	ipv4({ from: CLIENT, to: SERVER, protocol: 17 }, udp({ from: 40000, to: 4433 }, payload));
const toClient = (payload: Octets): Octets =>
	ipv4({ from: SERVER, to: CLIENT, protocol: 17 }, udp({ from: 4433, to: 40000 }, payload));

/** Names, service and handshake of the first flow; of every packet `stored` bytes are there. */
function told(packets: readonly Octets[], stored = Infinity) {
	const records = packets.map((bytes) => ({
		bytes: bytes.slice(0, stored),
		original: bytes.length,
	}));
	const reader = readCapture(pcap(records, { link: LINK_RAW }));
	const { names, service } = reader.flow(0);
	return {
		handshake: reader.status().tls > 0 ? reader.tls(0) : undefined,
		service,
		names: names.map(({ name, from }) => `${from} ${name}`),
	};
}

const hello = asDtlsHello(quicHello('dtls.example', ['webrtc', 'c-webrtc'], 1500));
const helloFound = {
	service: 'dtls',
	names: ['sni dtls.example'],
	handshake: { transport: 'dtls', sni: 'dtls.example', alpn: ['webrtc', 'c-webrtc'] },
};

/** A ServerHello of DTLS 1.2 with one cipher suite and nothing else. */
const serverHello: Octets = [2, 0, 0, 38, 0xfe, 0xfd, ...zeros(32), 0, 0xc0, 0x2b, 0];

/** A self-signed certificate for `name`, as openssl makes it, in a Certificate message. */
function certificate(name: string): Octets {
	const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
	const [key, file] = [join(folder, 'key'), join(folder, 'der')];
	const asks = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
	const gives = ['-nodes', '-subj', `/CN=${name}`, '-keyout', key, '-out', file];
	execFileSync('openssl', [...asks, ...gives, '-outform', 'DER'], { stdio: 'ignore' });
	const der = [...readFileSync(file)];
	rmSync(folder, { recursive: true });
	const u24 = (value: number): Octets => u32(value).slice(1);
	const list = [...u24(der.length), ...der];
	return [11, ...u24(list.length + 3), ...u24(list.length), ...list];
}

const message = (whole: Octets, fragment?: Fragment): Octets =>
	dtlsRecord(dtlsFragment(whole, fragment));
const size = hello.length - 4;

describe('a ClientHello', () => {
	test('in one record, and of version 1.0', () => {
		expect(told([toServer(message(hello))])).toMatchObject(helloFound);
		const old = dtlsRecord(dtlsFragment(hello), { version: DTLS_1_0 });
		expect(told([toServer(old)])).toMatchObject(helloFound);
	});

	test('with the cookie that the server asked for', () => {
		const verify = [3, 0, 0, 7, 0xfe, 0xff, 4, 1, 2, 3, 4];
		const first = asDtlsHello(quicHello('first.example'));
		const second = asDtlsHello(quicHello('first.example'), [1, 2, 3, 4]);
		const packets = [
			toServer(message(first)),
			toClient(message(verify)),
			toServer(message(second, { sequence: 1 })),
		];
		expect(told(packets).names).toEqual(['sni first.example']);
		expect(told(packets.slice(1)).names).toEqual(['sni first.example']);
	});

	const cuts = [0, 500, 501, 1200, size];
	const fragments = cuts
		.slice(1)
		.map((to, index) => message(hello, { from: cuts[index] ?? 0, to }));

	test.each([
		{ what: 'in order', order: [0, 1, 2, 3] },
		{ what: 'out of order', order: [3, 1, 0, 2] },
		{ what: 'some of them twice', order: [0, 0, 2, 1, 2, 3] },
	])('in fragments, $what', ({ order }) => {
		const datagrams = order.map((index) => toServer(fragments[index] ?? []));
		expect(told(datagrams)).toMatchObject(helloFound);
		expect(told(datagrams.slice(0, -1))).toMatchObject({ service: 'dtls', names: [] });
	});

	test('in fragments of one datagram, or of one record', () => {
		expect(told([toServer(fragments.flat())])).toMatchObject(helloFound);
		const halves = [dtlsFragment(hello, { to: 700 }), dtlsFragment(hello, { from: 700 })];
		expect(told([toServer(dtlsRecord(halves.flat()))])).toMatchObject(helloFound);
	});

	test('begins anew with another number', () => {
		const other = asDtlsHello(quicHello('other.example', [], 1500));
		const packets = [
			message(hello, { to: 500 }),
			message(other, { sequence: 1, to: 600 }),
			message(other, { sequence: 1, from: 600 }),
		];
		expect(told(packets.map(toServer)).names).toEqual(['sni other.example']);
	});

	test('in a packet that was stored up to behind the name', () => {
		const late = asDtlsHello([...quicHello('cut.example')]);
		expect(told([toServer([...message(late), ...message(hello)])], 150)).toMatchObject({
			service: 'dtls',
			names: ['sni cut.example'],
		});
	});
});

describe('the server', () => {
	const chain = certificate('certified.example');
	const begin = [toServer(message(hello)), toClient(message(serverHello))];

	test('chooses', () => {
		expect(told(begin).handshake).toMatchObject({ chosen: 0xfefd, cipher: 0xc02b });
	});

	test('shows its certificate, in fragments or whole', () => {
		const { length } = chain;
		const halves = [
			message(chain, { sequence: 1, from: 200 }),
			message(chain, { sequence: 1, to: 200 }),
		];
		for (const shown of [[message(chain, { sequence: 1 })], halves]) {
			const { handshake } = told([...begin, ...shown.map(toClient)]);
			expect(handshake?.certificate, `${length} bytes`).toMatchObject({
				subject: 'certified.example',
			});
		}
	});

	test('that of the client is not taken for it', () => {
		const packets = [...begin, toServer(message(chain, { sequence: 2 }))];
		expect(told(packets).handshake?.certificate).toBeUndefined();
	});
});

describe('records', () => {
	test.each([
		{ what: 'encrypted ones', payload: dtlsRecord(zeros(40), { type: 23, epoch: 1 }) },
		{
			what: 'one of DTLS 1.3 behind a clear one',
			payload: [...message(serverHello), 0x2f, ...zeros(50)],
		},
	])('$what are DTLS', ({ payload }) => {
		expect(told([toServer(payload)]).service).toBe('dtls');
	});

	test.each([
		{ what: 'of TLS', payload: [22, 3, 3, ...u16(100), ...zeros(108)] },
		{ what: 'that do not fill the datagram', payload: [...message(hello), 0, 0] },
		{ what: 'longer than the datagram', payload: message(hello).slice(0, -1) },
		{ what: 'of an unknown type', payload: dtlsRecord(zeros(40), { type: 40 }) },
		{ what: 'of nothing', payload: dtlsRecord([]) },
	])('$what are not', ({ payload }) => {
		expect(told([toServer(payload)])).toEqual({
			handshake: undefined,
			service: undefined,
			names: [],
		});
	});

	test('changed at random are read to an end', () => {
		const whole = [
			...message(hello, { to: 700 }),
			...message(serverHello),
			...message(hello, { from: 600 }),
		];
		const changes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 10 });
		fc.assert(
			fc.property(changes, fc.nat(whole.length), (changed, stored) => {
				const bytes = [...whole];
				for (const [index, value] of changed) bytes[index] = value;
				told([toServer(bytes), toServer(message(hello))], 28 + stored);
			}),
			{ numRuns: 80 },
		);
	});
});
