import { describe, expect, test } from 'vitest';
import { LINK_ETHERNET, LINK_RAW, pcap, Pcapng } from '../../../tests/fixtures/captures.ts';
import { dot11, hdlc, pcapdroid, snap } from '../../../tests/fixtures/links.ts';
import {
	ACK,
	clientHello,
	dns,
	ETHER_IPV4,
	ETHER_IPV6,
	ethernet,
	ipv4,
	ipv6,
	question,
	tcp,
	tlsRecord,
	udp,
	zeros,
	type Octets,
} from '../../../tests/fixtures/packets.ts';
import { allDns, allFlows, readCapture, sniOf } from '../../../tests/fixtures/readCapture.ts';
import { hasTshark, tsharkFields } from '../../../tests/fixtures/tshark.ts';
import {
	ayiya,
	capwap,
	erspan,
	geneve,
	gre,
	gtpU,
	l2tp,
	mpls,
	teredo,
	vxlan,
	vxlanGpe,
} from '../../../tests/fixtures/tunnels.ts';
import type { CaptureReader } from './reader.ts';

const PHONE = '10.0.0.2';
const SERVER = '203.0.113.80';
const NEAR = '192.0.2.1';
const FAR = '198.51.100.1';

const datagram = udp({ from: 40000, to: 9 }, [1, 2, 3, 4]);
const four = ipv4({ from: PHONE, to: SERVER, protocol: 17 }, datagram);
const six = ipv6({ from: '2001:db8::2', to: '2001:db8::3', next: 17 }, datagram);
const framed = ethernet(ETHER_IPV4, four);

const innerFour = {
	protocol: 17,
	a: { address: PHONE, port: 40000 },
	b: { address: SERVER, port: 9 },
};
const innerSix = {
	protocol: 17,
	a: { address: '2001:db8::2', port: 40000 },
	b: { address: '2001:db8::3', port: 9 },
};

const carrier = (protocol: number, payload: Octets): Octets =>
	ipv4({ from: NEAR, to: FAR, protocol }, payload);
const over = (port: number, payload: Octets): Octets =>
	carrier(17, udp({ from: 50000, to: port }, payload));

const read = (packets: readonly Octets[], link = LINK_RAW): CaptureReader =>
	readCapture(
		pcap(
			packets.map((bytes, index) => ({ bytes, seconds: index })),
			{ link },
		),
	);

interface Tunnel {
	readonly what: string;
	readonly bytes: Octets;
	/** Of the flow that carries. */
	readonly protocol: number;
	readonly service?: string;
	readonly inner?: typeof innerFour;
	/** tshark 4.0 does not open it unasked. */
	readonly alone?: boolean;
}

const noLength = [0, 0x21, ...four];
const TUNNELS: readonly Tunnel[] = [
	{ what: 'IP in IP', bytes: carrier(4, four), protocol: 4, service: 'ip-in-ip' },
	{ what: '6in4', bytes: carrier(41, six), protocol: 41, service: 'ip-in-ip', inner: innerSix },
	{
		what: '4in6',
		bytes: ipv6({ from: 'fd00::1', to: 'fd00::2', next: 4 }, four),
		protocol: 4,
		service: 'ip-in-ip',
	},
	{ what: 'GRE', bytes: carrier(47, gre(0, ETHER_IPV4, four)), protocol: 47, service: 'gre' },
	{
		what: 'GRE with every field',
		bytes: carrier(47, gre(0xb000, ETHER_IPV6, six)),
		protocol: 47,
		service: 'gre',
		inner: innerSix,
	},
	{
		what: 'GRE with Ethernet',
		bytes: carrier(47, gre(0x2000, 0x6558, framed)),
		protocol: 47,
		service: 'gre',
	},
	{
		what: 'PPTP',
		bytes: carrier(47, gre(0x3081, 0x880b, hdlc(0x21, four))),
		protocol: 47,
		service: 'gre',
	},
	{ what: 'ERSPAN', bytes: carrier(47, erspan(framed)), protocol: 47, service: 'gre' },
	{
		what: 'EtherIP',
		bytes: carrier(97, [0x30, 0, ...framed]),
		protocol: 97,
	},
	{ what: 'MPLS in IP', bytes: carrier(137, mpls([16], four)), protocol: 137 },
	{ what: 'GTP-U', bytes: over(2152, gtpU(four)), protocol: 17, service: 'gtp-u' },
	{
		what: 'GTP-U with extensions',
		bytes: over(2152, gtpU(six, [1, 0, 9, 0x40, 2, ...zeros(6), 0])),
		protocol: 17,
		service: 'gtp-u',
		inner: innerSix,
	},
	{ what: 'VXLAN', bytes: over(4789, vxlan(framed)), protocol: 17, service: 'vxlan' },
	{
		what: 'VXLAN of Linux',
		bytes: over(8472, vxlan(framed)),
		protocol: 17,
		service: 'vxlan',
		alone: true,
	},
	{ what: 'VXLAN-GPE', bytes: over(4790, vxlanGpe(1, four)), protocol: 17, service: 'vxlan' },
	{
		what: 'GENEVE',
		bytes: over(6081, geneve(0x6558, [], framed)),
		protocol: 17,
		service: 'geneve',
	},
	{
		what: 'GENEVE with options and IPv6',
		bytes: over(6081, geneve(ETHER_IPV6, [1, 2, 3, 1, 0, 0, 0, 0], six)),
		protocol: 17,
		service: 'geneve',
		inner: innerSix,
	},
	{
		what: 'Teredo',
		bytes: over(3544, teredo(six)),
		protocol: 17,
		service: 'teredo',
		inner: innerSix,
	},
	{
		what: 'AYIYA',
		bytes: over(5072, ayiya(41, six)),
		protocol: 17,
		service: 'ayiya',
		inner: innerSix,
	},
	{
		what: 'CAPWAP with Ethernet',
		bytes: over(5247, capwap({}, framed)),
		protocol: 17,
		service: 'capwap',
	},
	{
		what: 'CAPWAP with 802.11',
		bytes: over(5247, capwap({ native: true }, swapped(dot11({}, snap(ETHER_IPV4, four))))),
		protocol: 17,
		service: 'capwap',
	},
	{ what: 'L2TP', bytes: over(1701, l2tp([0xff, 3, ...noLength])), protocol: 17 },
];

/** The frame control field the other way round, as Cisco's access points send it. */
function swapped(frame: Octets): Octets {
	return [frame[1] ?? 0, frame[0] ?? 0, ...frame.slice(2)];
}

describe.each(TUNNELS)('$what', ({ bytes, protocol, service, inner = innerFour }) => {
	test('both flows count the packet, and know of each other', () => {
		const reader = read([bytes, bytes]);
		const size = { packets: [2, 0], bytes: [2 * bytes.length, 0] };
		expect(reader.status()).toMatchObject({ undecoded: 0, stopped: 0, flows: 2 });
		expect(allFlows(reader)).toMatchObject([
			{ protocol, service, carrier: true, outer: undefined, ...size },
			{ ...inner, carrier: false, outer: 0, payload: [8, 0], ...size },
		]);
		expect(reader.packet(1).flow).toBe(1);
	});

	test('cut anywhere, the layers above the cut stay', () => {
		const cuts = Array.from({ length: bytes.length }, (_, length) => bytes.slice(0, length));
		const records = cuts.map((cut) => ({ bytes: cut, original: bytes.length }));
		const reader = readCapture(pcap(records, { link: LINK_RAW }));
		const flows = allFlows(reader);
		const outers = flows.filter(({ a }) => a.address === NEAR || a.address === 'fd00::1');
		const counted = outers.reduce((sum, { packets }) => sum + packets[0], 0);
		const header = protocol === 4 && bytes[0] === 0x60 ? 40 : 20;
		expect(counted).toBe(cuts.length - header);
		expect(flows.length).toBeLessThanOrEqual(4);
		expect(reader.packet(header - 1).stop).toEqual({ reason: 'truncated', layer: 'network' });
	});
});

test.skipIf(!hasTshark())('tshark finds the same packets in tunnels', () => {
	const asked = TUNNELS.filter(({ alone }) => alone !== true);
	const file = new Pcapng().section().interface(LINK_RAW);
	for (const { bytes } of asked) file.packet(0, 0n, { bytes });
	const fields = tsharkFields(file.bytes, ['ip.dst', 'ipv6.dst', 'udp.dstport']);
	const told = fields.map(([v4 = [], v6 = [], ports = []]) => [
		[...v4, ...v6].filter((address) => address !== FAR && address !== 'fd00::2'),
		ports.at(-1),
	]);
	expect(told).toEqual(asked.map(({ inner = innerFour }) => [[inner.b.address], '9']));
});

describe('what is inside', () => {
	test('is read as if it were outside: names, questions', () => {
		const asked = dns({ id: 7, flags: 0x100, questions: [question('www.example.org', 1)] });
		const query = ipv4(
			{ from: PHONE, to: SERVER, protocol: 17 },
			udp({ from: 5353, to: 53 }, asked),
		);
		const hello = ipv4(
			{ from: PHONE, to: SERVER, protocol: 6 },
			tcp({ from: 41000, to: 443, flags: ACK }, tlsRecord(clientHello('www.example.org'))),
		);
		const reader = read([over(2152, gtpU(query)), over(4789, vxlan(ethernet(ETHER_IPV4, hello)))]);
		expect(allDns(reader)).toMatchObject([{ question: 'www.example.org', flow: 1 }]);
		expect(allFlows(reader).map(sniOf)).toEqual([
			undefined,
			undefined,
			undefined,
			'www.example.org',
		]);
	});

	test('tunnels in tunnels, each the carrier of the next', () => {
		const nested = over(2152, gtpU(carrier(47, gre(0, ETHER_IPV4, carrier(4, four)))));
		const flows = allFlows(read([nested]));
		expect(flows.map(({ protocol, outer }) => [protocol, outer])).toEqual([
			[17, undefined],
			[47, 0],
			[4, 1],
			[17, 2],
		]);
	});

	test('nesting ends somewhere', () => {
		let bytes = four;
		for (let depth = 0; depth < 12; depth += 1) {
			bytes = ipv4({ from: NEAR, to: `198.51.100.${depth}`, protocol: 4 }, bytes);
		}
		const reader = read([bytes]);
		expect(reader.status()).toMatchObject({ flows: 8, stopped: 1, undecoded: 0 });
		expect(reader.packet(0).stop).toEqual({ reason: 'unsupported', layer: 'network' });
	});

	test('a packet in a tunnel between the same ends does not carry itself', () => {
		const twice = carrier(4, carrier(4, four));
		expect(allFlows(read([twice])).map(({ outer }) => outer)).toEqual([undefined, 0]);
	});

	test('the app of the packet is that of both flows', () => {
		const bytes = pcapdroid(10123, 'VPN', carrier(4, four));
		expect(allFlows(read([bytes], LINK_ETHERNET)).map(({ uid }) => uid)).toEqual([10123, 10123]);
	});
});

describe('no tunnel', () => {
	test.each([
		{ what: 'a port alone', port: 4789, payload: [0, 1, 2, 3, 4, 5, 6, 7, ...framed] },
		{ what: 'GTP of no known version', port: 2152, payload: [0xff, ...gtpU(four).slice(1)] },
		{ what: 'GENEVE of no known version', port: 6081, payload: [0xc0, ...zeros(40)] },
		{ what: 'IPv4 on the port of Teredo', port: 3544, payload: [...four, ...zeros(40)] },
		{ what: 'DTLS on the port of CAPWAP', port: 5247, payload: [1, ...zeros(40)] },
	])('$what', ({ port, payload }) => {
		const reader = read([over(port, payload)]);
		expect(allFlows(reader)).toMatchObject([{ carrier: false, service: undefined }]);
		expect(reader.status().stopped).toBe(0);
	});

	test.each([
		{ what: 'echo of GTP', payload: over(2152, gtpU([14, 0], undefined, 1)), service: 'gtp-u' },
		{
			what: 'keep-alive of CAPWAP',
			payload: over(5247, capwap({ keepAlive: true }, [1, 2, 3, 4])),
			service: 'capwap',
		},
		{ what: 'GRE without payload', payload: carrier(47, gre(0, 0, [])), service: 'gre' },
	])('$what: named, with nothing inside', ({ payload, service }) => {
		expect(allFlows(read([payload]))).toMatchObject([{ service, carrier: false }]);
	});

	test('what cannot be read says so', () => {
		const unread = [
			carrier(47, [0x40, 0, 8, 0, ...zeros(20)]),
			over(5247, capwap({ fragment: true }, framed)),
		];
		const stops = unread.map((bytes) => read([bytes]).packet(0).stop);
		expect(stops).toEqual(unread.map(() => ({ reason: 'unsupported', layer: 'tunnel' })));
	});
});
