import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	ascii,
	clientHello,
	tlsRecord,
	u16,
	u32,
	zeros,
	type Octets,
} from '../../../tests/fixtures/packets.ts';
import {
	client,
	counting,
	datagrams,
	dhcp,
	esp,
	ike,
	ntp,
	onlyFlow,
	openvpnAnswer,
	openvpnReset,
	rdpUdpAnswer,
	rdpUdpData,
	rdpUdpSyn,
	rtcp,
	rtp,
	server,
	stun,
	wireguard,
	wireguardData,
	type Turn,
} from '../../../tests/fixtures/servicePackets.ts';
import { hasTshark, tsharkFields } from '../../../tests/fixtures/tshark.ts';

const ANY = 45678;
const SESSION = counting(8);

const serviceOf = (port: number, turns: readonly Turn[]): string | undefined =>
	onlyFlow(datagrams(port, turns)).service;
const told = (port: number, bytes: Octets | string): string | undefined =>
	serviceOf(port, [client(bytes)]);

const SIP = 'REGISTER sip:ims.example.org SIP/2.0\r\nVia: x\r\n\r\n';
const SEARCH = 'M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n\r\n';
const FOUND = 'HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=1\r\nST: upnp:rootdevice\r\n\r\n';
const SNMP = [0x30, 26, 2, 1, 1, 4, 6, ...ascii('public'), 0xa0, 13, ...counting(13)];
const RADIUS = [1, 9, ...u16(26), ...zeros(16), 1, 6, ...ascii('user')];
const SOLICIT = [1, 1, 2, 3, ...u16(8), ...u16(2), 0, 0];
const NETBIOS = [
	0x11,
	2,
	1,
	2,
	10,
	0,
	0,
	2,
	...u16(138),
	...u16(68),
	0,
	0,
	32,
	...ascii('FA'.repeat(16)),
	0,
];

describe('told by content', () => {
	test.each<[service: string, port: number, bytes: Octets | string]>([
		['dhcp', ANY, dhcp()],
		['dhcpv6', 547, SOLICIT],
		['ntp', 123, ntp()],
		['stun', ANY, stun()],
		['stun', ANY, stun([...u16(0x8022), ...u16(4), ...ascii('test')])],
		['stun', ANY, [...u16(1), ...u16(8), ...zeros(16), ...u16(3), ...u16(4), ...u32(0)]],
		['wireguard', ANY, wireguard(1, 148)],
		['wireguard', ANY, wireguard(2, 92)],
		['wireguard', ANY, wireguard(3, 64)],
		['openvpn', ANY, openvpnReset(SESSION)],
		['ike', 500, ike(0x20, 34)],
		['ike', ANY, ike(0x10, 2)],
		['ike', 4500, [0, 0, 0, 0, ...ike(0x20, 35)]],
		['esp', 4500, [0xff]],
		['sip', ANY, SIP],
		['sip', ANY, 'SIP/2.0 200 OK\r\n\r\n'],
		['rtcp', ANY, rtcp()],
		['ssdp', 1900, SEARCH],
		['ssdp', ANY, FOUND],
		['coap', 5683, [0x41, 1, 0, 7, 0xaa, 0xb4, ...ascii('temp')]],
		['snmp', ANY, SNMP],
		['radius', 1812, RADIUS],
		['syslog', ANY, '<34>1 2003-10-11T22:14:15.003Z host app - - - hello'],
		['syslog', ANY, '<34>Oct 11 22:14:15 host su: hello'],
		['syslog', 514, '<34>hello world'],
		['tftp', ANY, [0, 1, ...ascii('boot.img\0octet\0')]],
		['bittorrent', ANY, `d1:ad2:id20:${'x'.repeat(20)}e1:q4:ping1:t2:aa1:y1:qe`],
		['bittorrent', ANY, [...u32(0x417), ...u32(0x27101980), ...u32(0), ...u32(7)]],
		['netbios', ANY, [...NETBIOS, ...zeros(34)]],
	])('%s on port %i', (service, port, bytes) => {
		expect(told(port, bytes)).toBe(service);
	});

	test('OpenVPN with tls-auth: the answer brings the session back', () => {
		const signed = [0x38, ...SESSION, ...zeros(28), 0, ...u32(0)];
		expect(serviceOf(ANY, [client(signed)])).toBeUndefined();
		expect(serviceOf(ANY, [client(signed), server(openvpnAnswer(SESSION))])).toBe('openvpn');
		const other = openvpnAnswer(zeros(8));
		expect(serviceOf(ANY, [client(signed), server(other)])).toBeUndefined();
	});

	test('BitTorrent over its own transport: both ends name the same connection', () => {
		const syn = [0x41, 0, ...u16(99), ...counting(12), ...u16(1), ...u16(0)];
		const state = (id: number): Octets => [0x21, 0, ...u16(id), ...counting(16)];
		expect(serviceOf(ANY, [client(syn), server(state(99))])).toBe('bittorrent');
		expect(serviceOf(ANY, [client(syn), server(state(98))])).toBeUndefined();
	});

	test('the host that SIP asks for is a name, an address is none', () => {
		expect(onlyFlow(datagrams(5060, [client(SIP)])).names).toEqual([
			{ name: 'ims.example.org', from: 'other' },
		]);
		const numeric = client('INVITE sip:bob@192.0.2.1:5060 SIP/2.0\r\n\r\n');
		expect(onlyFlow(datagrams(5060, [numeric])).names).toEqual([]);
		const user = client('INVITE sip:bob@biloxi.example;user=phone SIP/2.0\r\n\r\n');
		expect(onlyFlow(datagrams(5060, [user])).names).toMatchObject([{ name: 'biloxi.example' }]);
	});

	test('what was told first stays', () => {
		expect(serviceOf(ANY, [client(stun()), client(SIP)])).toBe('stun');
	});
});

describe('told by three in a row', () => {
	const sent = (packets: readonly Octets[]): Turn[] => packets.map(client);

	test.each<[service: string, port: number, one: (sequence: number) => Octets]>([
		['rtp', ANY, rtp],
		['esp', 4500, esp],
		['wireguard', ANY, wireguardData],
	])('%s', (service, port, one) => {
		expect(serviceOf(port, sent([one(7), one(8)]))).toBeUndefined();
		expect(serviceOf(port, sent([one(7), one(8), one(10)]))).toBe(service);
		expect(serviceOf(port, sent([one(7), one(7), one(7)]))).toBeUndefined();
		expect(serviceOf(port, sent([one(200), one(100), one(50)]))).toBeUndefined();
	});

	test('numbers go on behind 65535, and the answers between do not disturb', () => {
		const turns = [rtp(65534), rtp(65535), rtp(0)].map(client);
		expect(serviceOf(ANY, turns)).toBe('rtp');
		const answered = turns.flatMap((turn) => [turn, server(rtp(5, 99))]);
		expect(serviceOf(ANY, answered)).toBe('rtp');
	});

	test('not with another source or payload type each time', () => {
		expect(serviceOf(ANY, sent([rtp(1, 1), rtp(2, 2), rtp(3, 3)]))).toBeUndefined();
		expect(serviceOf(ANY, sent([rtp(1, 1, 0), rtp(2, 1, 8), rtp(3, 1, 9)]))).toBeUndefined();
	});
});

describe('not told', () => {
	test.each<[what: string, port: number, bytes: Octets | string]>([
		['NTP on another port', ANY, ntp()],
		['NTP of version 0', 123, [3, ...zeros(47)]],
		['a DHCP message without the cookie', 67, dhcp().with(236, 0)],
		['STUN with a wrong length', ANY, [...stun(), 0]],
		['a STUN request of RFC 3489 without attributes', ANY, [...u16(1), ...u16(0), ...counting(16)]],
		['WireGuard with a reserved byte', ANY, wireguard(1, 148).with(2, 1)],
		['WireGuard of another length', ANY, wireguard(1, 149)],
		['IKE with a wrong length', 500, [...ike(0x20, 34), 0]],
		['IKE of version 3', 500, ike(0x30, 34)],
		['RADIUS on another port', ANY, RADIUS],
		['RADIUS whose attributes do not end', 1812, RADIUS.with(21, 7)],
		['CoAP on another port', ANY, [0x40, 1, 0, 7]],
		['CoAP with an option too long', 5683, [0x40, 1, 0, 7, 0xbc, 1]],
		['SNMP with a wrong length', 161, [...SNMP, 0]],
		['a priority above 191', ANY, '<192>1 2003-10-11T22:14:15.003Z'],
		['angle brackets of a page', ANY, '<html><body>'],
		['TFTP in no known mode', 69, [0, 1, ...ascii('boot.img\0other\0')]],
		['a dictionary without a node', ANY, 'd1:ai5e1:bi6ee.........'],
		['HTTP in a datagram', ANY, 'HTTP/1.1 200 OK\r\nServer: x\r\n\r\n'],
		['a method that is none', ANY, 'REGISTER1 sip:x SIP/2.0\r\n\r\n'],
	])('%s', (_, port, bytes) => {
		expect(told(port, bytes)).toBeUndefined();
	});

	test('random bytes', () => {
		fc.assert(
			fc.property(
				fc.array(fc.uint8Array({ minLength: 1, maxLength: 200 }), { minLength: 1, maxLength: 8 }),
				fc.constantFrom(ANY, 500, 514, 1812, 3799),
				(payloads, port) => {
					expect(
						serviceOf(
							port,
							payloads.map((bytes) => client([...bytes])),
						),
					).toBeUndefined();
				},
			),
			{ numRuns: 300 },
		);
	});
});

/** A datagram cut at every length may be told or not; it must never be read behind its end. */
test.each<[what: string, port: number, bytes: Octets]>([
	['DHCP', 67, dhcp()],
	['CoAP', 5683, [0x41, 1, 0, 7, 0xaa, 0xbd, 1, ...zeros(14), 0xff, 1]],
	['SNMP', 161, SNMP],
	['STUN', 3478, stun([...u16(1), ...u16(8), ...zeros(8)])],
	['SIP', 5060, ascii(SIP)],
	['TFTP', 69, [0, 1, ...ascii('boot.img\0octet\0')]],
	['RTCP', ANY, rtcp()],
	['NetBIOS', 138, NETBIOS],
	['DHCPv6', 547, SOLICIT],
])('%s cut at every length is one flow all the same', (_, port, bytes) => {
	for (let size = 1; size < bytes.length; size += 1)
		expect(onlyFlow(datagrams(port, [client(bytes.slice(0, size))])).packets).toEqual([1, 0]);
});

describe('RDP over UDP', () => {
	const hello = tlsRecord(clientHello('inside.example'));
	const behind = (...turns: readonly Turn[]): readonly Turn[] => [
		...[client(rdpUdpSyn()), server(rdpUdpAnswer())],
		...turns,
	];
	const namesOf = (turns: readonly Turn[]): readonly string[] =>
		onlyFlow(datagrams(3389, turns)).names.map(({ from, name }) => `${from} ${name}`);

	test('is told by its beginning', () => {
		expect(told(ANY, rdpUdpSyn())).toBe('rdp');
		const [first = 0, ...others] = rdpUdpSyn();
		expect(told(ANY, [first - 1, ...others])).toBeUndefined();
		expect(told(ANY, [...rdpUdpSyn().slice(0, 12), ...u16(1500), ...zeros(40)])).toBeUndefined();
	});

	/** Flags, and the fields in front of the data. */
	const FRONTS: readonly (readonly [flags: number, fields: Octets])[] = [
		[0x004, [9, 9]],
		[0x114, [1, 0xf4, 1, 9, 9, 9, 9]],
		[0x145, [9, 9, 9, 9, 9, 9, 2, 8, 8, 4, 1, 0xf4, 1, 9, 9]],
		[0x00c, [9, 9, 7, 7, 2, 0x81, 0x82]],
		[0x00c, [9, 9, 7, 7, 0x81, 1, 2, 3, 4, 0x82]],
	];

	test.each(FRONTS)('has TLS in it: flags %i', (flags, fields) => {
		expect(namesOf(behind(client(rdpUdpData(flags, fields, hello))))).toEqual([
			'sni inside.example',
		]);
	});

	test.skipIf(!hasTshark()).each(FRONTS)('as tshark reads it: flags %i', (flags, fields) => {
		const capture = datagrams(3389, behind(client(rdpUdpData(flags, fields, hello))));
		const [, , third] = tsharkFields(capture, ['tls.handshake.extensions_server_name']);
		expect(third).toEqual([['inside.example']]);
	});

	test('not where no version 3 was agreed on, nothing is there, or something else', () => {
		const data = rdpUdpData(0x004, [9, 9], hello);
		expect(namesOf([client(rdpUdpSyn()), client(data)])).toEqual([]);
		expect(namesOf([client(rdpUdpSyn()), server(rdpUdpAnswer(2)), client(data)])).toEqual([]);
		expect(namesOf(behind(client(rdpUdpData(0x010, [9, 9], hello))))).toEqual([]);
		const acknowledgment = rdpUdpData(0x001, [9, 9, 9, 9, 9, 9, 15], []);
		expect(namesOf(behind(client(acknowledgment), client(data.slice(0, 9))))).toEqual([]);
	});

	test('whatever the lengths in it say', () => {
		fc.assert(
			fc.property(fc.uint8Array({ minLength: 1, maxLength: 30 }), (bytes) => {
				expect(namesOf(behind(client([...bytes])))).toEqual([]);
			}),
		);
	});
});
