import { describe, expect, test } from 'vitest';
import { zeros, type Octets } from '../../../tests/fixtures/packets.ts';
import * as quic from '../../../tests/fixtures/quicPackets.ts';
import {
	toServer,
	toPhone,
	read,
	handshakes,
	told,
	serverHello,
} from '../../../tests/fixtures/quicTold.ts';

describe('Initial packets as the standards print them', () => {
	const hex = (bytes: Octets): string => Buffer.from(bytes).toString('hex');
	const crypto = quic.cryptoFrame(0, quic.RFC_CLIENT_HELLO);

	test.each([
		{
			version: quic.VERSION_1,
			begin: 'c000000001088394c8f03e5157080000449e7b9aec34d1b1c98dd7689fb8ec11',
			tag: 'e221af44860018ab0856972e194cd934',
			server:
				'cf000000010008f067a5502a4262b5004075c0d95a482cd0991cd25b0aac406a' +
				'5816b6394100f37a1c69797554780bb38cc5a99f5ede4cf73c3ec2493a1839b3' +
				'dbcba3f6ea46c5b7684df3548e7ddeb9c3bf9c73cc3f3bded74b562bfb19fb84' +
				'022f8ef4cdd93795d77d06edbb7aaf2f58891850abbdca3d20398c276456cbc42158407dd074ee',
		},
		{
			version: quic.VERSION_2,
			begin: 'd76b3343cf088394c8f03e5157080000449ea0c95e82ffe67b6abcdb4298b485',
			tag: 'a18b2faa745b6fe189cf772a9f84cbfc',
			server:
				'dc6b3343cf0008f067a5502a4262b5004075d92faaf16f05d8a4398c47089698' +
				'baeea26b91eb761d9b89237bbf87263017915358230035f7fd3945d88965cf17' +
				'f9af6e16886c61bfc703106fbaf3cb4cfa52382dd16a393e42757507698075b2' +
				'c984c707f0a0812d8cd5a6881eaf21ceda98f4bd23f6fe1a3e2c43edd9ce7ca84bed8521e2e140',
		},
	])('RFC 9001 A and RFC 9369 A: version $version', ({ version, begin, tag, server }) => {
		const client = quic.initial({ version, number: 2, frames: crypto });
		expect(hex(client)).toHaveLength(2400);
		expect(hex(client).slice(0, 64)).toBe(begin);
		expect(hex(client).slice(-32)).toBe(tag);
		const frames = [2, 0, 0, 0, 0, ...quic.cryptoFrame(0, quic.RFC_SERVER_HELLO)];
		expect(hex(quic.initial({ ...serverHello, version, frames }))).toBe(server);

		const { handshake, service, names } = told(toServer(client), toPhone(quic.hex(server)));
		expect(names).toEqual(['quic example.com']);
		expect(service).toBe('quic');
		expect(handshake).toMatchObject({
			transport: 'quic',
			sni: 'example.com',
			alpn: ['alpn'],
			offered: 0x0304,
			chosen: 0x0304,
			cipher: 0x1301,
			quicVersion: version,
		});
	});
});

describe('versions', () => {
	const hello = quic.quicHello('draft.example', ['h3']);
	const frames = quic.cryptoFrame(0, hello);

	test.each([
		quic.DRAFT_22,
		quic.DRAFT_27,
		quic.DRAFT_29,
		quic.DRAFT_34,
		quic.MVFST_27,
		quic.T050,
		quic.T051,
	])('%i says its name', (version) => {
		const packet = quic.initial({ version, frames: quic.cryptoFrame(0, hello, version) });
		expect(told(toServer(packet))).toMatchObject({
			service: 'quic',
			names: ['quic draft.example'],
			handshake: { quicVersion: version, alpn: ['h3'] },
		});
	});

	test('Q050 has another hello inside', () => {
		const crypto = quic.cryptoFrame(0, quic.chlo('q050.example'), quic.Q050);
		const packet = quic.initial({ version: quic.Q050, frames: crypto });
		expect(told(toServer(packet))).toMatchObject({
			names: ['quic q050.example'],
			handshake: { quicVersion: quic.Q050, sni: 'q050.example' },
		});
	});

	test.each([
		{ what: 'Q046', packet: quic.q046(quic.chlo('old.example')) },
		{ what: 'Q043', packet: quic.oldGquic('Q043', quic.chlo('old.example')) },
		{ what: 'Q033', packet: quic.oldGquic('Q033', quic.chlo('old.example')) },
	])('$what says its name in clear', ({ packet }) => {
		expect(told(toServer(packet))).toMatchObject({
			service: 'quic',
			names: ['quic old.example'],
			handshake: { sni: 'old.example' },
		});
	});

	test('negotiation names QUIC, and the version that comes of it is read', () => {
		const offer = quic.versionNegotiation(quic.VERSION_1, 0xbabababa);
		expect(told(toPhone(offer))).toMatchObject({ service: 'quic', names: [] });
		const refused = quic.initial({ version: 0xbabababa, frames: zeros(1100) });
		const again = quic.initial({ frames });
		expect(told(toServer(refused), toPhone(offer), toServer(again)).names).toEqual([
			'quic draft.example',
		]);
	});

	test('the server may go on in another one (RFC 9368)', () => {
		const client = quic.initial({ frames: quic.cryptoFrame(0, quic.RFC_CLIENT_HELLO) });
		const server = quic.initial({ ...serverHello, version: quic.VERSION_2 });
		expect(told(toServer(client), toPhone(server)).handshake).toMatchObject({
			cipher: 0x1301,
			quicVersion: quic.VERSION_2,
		});
	});
});

describe('a hello in pieces', () => {
	const hello = quic.quicHello('pieces.example', ['h3', 'h3-29'], 3000);
	const size = 400;
	const pieces = Array.from({ length: Math.ceil(hello.length / size) }, (_, index) =>
		quic.cryptoFrame(index * size, hello.slice(index * size, (index + 1) * size)),
	);
	const datagram = (frames: readonly Octets[], number: number): Octets =>
		toServer(quic.initial({ number, frames: frames.flat() }));
	const found = { names: ['quic pieces.example'], handshake: { alpn: ['h3', 'h3-29'] } };

	test('over several datagrams, out of order', () => {
		const packets = [pieces.slice(5), pieces.slice(0, 2), pieces.slice(2, 5)].map(datagram);
		expect(told(...packets)).toMatchObject(found);
		expect(told(...packets.slice(0, 2)).names).toEqual([]);
	});

	test('between other frames', () => {
		const [first = [], second = []] = pieces;
		const mixed = [quic.ackFrame(3, true), second, [1], zeros(20), quic.ackFrame(2), first, [0, 1]];
		expect(
			told(datagram(mixed, 0), datagram(pieces.slice(2, 5), 1), datagram(pieces.slice(5), 2)),
		).toMatchObject(found);
	});

	test('some of them twice, and some that overlap', () => {
		const wider = quic.cryptoFrame(300, hello.slice(300, 900));
		const packets = [[wider], pieces.slice(0, 2), pieces.slice(0, 2), pieces.slice(2, 4)];
		const rest = [pieces.slice(4, 6), pieces.slice(6)];
		expect(told(...[...packets, ...rest].map(datagram))).toMatchObject(found);
	});

	test('of as many flows at once as come', () => {
		const ports = Array.from({ length: 60 }, (_, index) => 41000 + index);
		const half = (frames: readonly Octets[]) =>
			ports.map((port) => toServer(quic.initial({ frames: frames.flat() }), port));
		const reader = read(
			...half(pieces.slice(0, 2)),
			...half(pieces.slice(2, 4)),
			...half(pieces.slice(4, 6)),
			...half(pieces.slice(6)),
		);
		expect(handshakes(reader).filter(({ sni }) => sni === 'pieces.example')).toHaveLength(60);
		expect(reader.status().evicted).toBe(0);
	});

	test('what is given up for want of room is counted', () => {
		const ports = Array.from({ length: 80 }, (_, index) => 41000 + index);
		const reader = read(
			...ports.map((port) => toServer(quic.initial({ frames: pieces[0] ?? [] }), port)),
		);
		expect(reader.status().evicted).toBe(80 - 64);
	});

	test('longer than any hello is given up', () => {
		const [front = []] = pieces;
		const far = quic.cryptoFrame(9000, zeros(10));
		const reader = read(datagram([front, far], 0));
		expect(reader.flow(0)).toMatchObject({ service: 'quic', names: [] });
		expect(reader.status().evicted).toBe(1);
	});
});

describe('both sides of a connection', () => {
	const hello = quic.quicHello('both.example', ['h3']);
	const client = quic.initial({ frames: quic.cryptoFrame(0, hello) });
	const handshake = quic.sealedHandshake(300);

	test('packets that follow in the datagram are passed over', () => {
		const mixed = [...quic.initial(serverHello), ...handshake];
		expect(told(toServer(client), toPhone(mixed)).handshake).toMatchObject({ cipher: 0x1301 });
		const early = [...handshake, ...quic.initial({ frames: quic.cryptoFrame(0, hello) })];
		expect(told(toServer(early)).names).toEqual(['quic both.example']);
	});

	test('two Initials in one datagram', () => {
		const halves = [hello.slice(0, 40), hello.slice(40)];
		const packets = halves.map((half, index) =>
			quic.initial({ number: index, size: 700, frames: quic.cryptoFrame(40 * index, half) }),
		);
		expect(told(toServer(packets.flat())).names).toEqual(['quic both.example']);
	});

	test('a Retry changes the keys', () => {
		const second = quic.initial({
			destination: quic.RFC_SERVER_ID,
			token: [1, 2, 3],
			frames: quic.cryptoFrame(0, hello),
		});
		const answer = quic.initial({ ...serverHello, keys: quic.RFC_SERVER_ID });
		const packets = [toServer(client), toPhone(quic.retry(quic.RFC_SERVER_ID)), toServer(second)];
		expect(told(...packets, toPhone(answer)).handshake).toMatchObject({
			sni: 'both.example',
			cipher: 0x1301,
		});
		// A capture that began behind the Retry.
		expect(told(toServer(second), toPhone(answer)).handshake).toMatchObject({ cipher: 0x1301 });
	});

	test('a server that asks for another hello is listened to again', () => {
		const asking = [...quic.RFC_SERVER_HELLO];
		const mark = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';
		asking.splice(6, 32, ...quic.hex(mark));
		const send = (offset: number, message: Octets): Octets =>
			toPhone(quic.initial({ ...serverHello, frames: quic.cryptoFrame(offset, message) }));
		const begin = [toServer(client), send(0, asking)];
		expect(told(...begin).handshake?.cipher).toBeUndefined();
		const answered = told(...begin, send(asking.length, quic.RFC_SERVER_HELLO));
		expect(answered.handshake).toMatchObject({ cipher: 0x1301 });
	});

	test('the fixed bit may be tossed once it is QUIC', () => {
		const tossed = toPhone(quic.initial({ ...serverHello, fixed: false }));
		expect(told(toServer(client), tossed).handshake).toMatchObject({ cipher: 0x1301 });
		expect(told(tossed).service).toBeUndefined();
	});
});
