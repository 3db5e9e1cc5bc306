import { describe, expect, test } from 'vitest';
import { LINK_ETHERNET, LINK_RAW, pcap } from '../../../tests/fixtures/captures.ts';
import { pppoe } from '../../../tests/fixtures/links.ts';
import {
	ETHER_IPV4,
	ethernet,
	ipv4,
	ipv6,
	udp,
	vlan,
	type Octets,
} from '../../../tests/fixtures/packets.ts';
import { allFlows, readCapture } from '../../../tests/fixtures/readCapture.ts';
import { hasTshark, tsharkFields } from '../../../tests/fixtures/tshark.ts';
import { macsec, mpls, nsh, providerBridge } from '../../../tests/fixtures/tunnels.ts';
import type { CaptureReader } from './reader.ts';

const PHONE = '10.0.0.2';
const SERVER = '203.0.113.80';

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

const read = (packets: readonly Octets[], link = LINK_RAW): CaptureReader =>
	readCapture(
		pcap(
			packets.map((bytes, index) => ({ bytes, seconds: index })),
			{ link },
		),
	);

interface Encapsulation {
	readonly what: string;
	readonly bytes: Octets;
	readonly inner?: typeof innerFour;
	/** tshark 4.0 takes it for something else. */
	readonly alone?: boolean;
}

const ENCAPSULATIONS: readonly Encapsulation[] = [
	{ what: 'PPPoE', bytes: ethernet(0x8864, pppoe([0, 0x21, ...four])) },
	{ what: 'MPLS', bytes: ethernet(0x8847, mpls([16], four)) },
	{
		what: 'MPLS, three labels and a VLAN',
		bytes: ethernet(0x8100, vlan(5, 0x8847, mpls([1, 16, 17], four))),
	},
	{ what: 'MPLS with IPv6', bytes: ethernet(0x8848, mpls([16], six)), inner: innerSix },
	{
		what: 'Ethernet over MPLS, a control word',
		bytes: ethernet(0x8847, mpls([16], [0, 0, 0, 0, ...framed])),
		alone: true,
	},
	{ what: 'MACsec without encryption', bytes: ethernet(0x88e5, macsec(ETHER_IPV4, four)) },
	{ what: 'NSH with IPv4', bytes: ethernet(0x894f, nsh(1, four)) },
	{ what: 'NSH with IPv6', bytes: ethernet(0x894f, nsh(2, six)), inner: innerSix },
	{ what: 'NSH with Ethernet', bytes: ethernet(0x894f, nsh(3, framed)) },
	{ what: 'a provider bridge', bytes: ethernet(0x88e7, providerBridge(framed)) },
];

describe.each(ENCAPSULATIONS)('$what', ({ bytes, inner = innerFour }) => {
	test('leads to the packet inside, which no flow carries', () => {
		const reader = read([bytes], LINK_ETHERNET);
		const rest = { outer: undefined, bytes: [bytes.length, 0], payload: [4, 0] };
		expect(reader.status()).toMatchObject({ undecoded: 0, stopped: 0 });
		expect(allFlows(reader)).toMatchObject([{ ...inner, ...rest }]);
	});

	test('cut anywhere it tells nothing or the flow', () => {
		const cuts = Array.from({ length: bytes.length }, (_, length) => bytes.slice(0, length));
		const flows = allFlows(read(cuts, LINK_ETHERNET));
		expect(flows.every(({ a }) => a.address === inner.a.address)).toBe(true);
		expect(flows.length).toBeLessThanOrEqual(2);
	});
});

test.skipIf(!hasTshark())('tshark finds the same packets behind Ethernet', () => {
	const asked = ENCAPSULATIONS.filter(({ alone }) => alone !== true);
	const capture = pcap(
		asked.map(({ bytes }) => ({ bytes })),
		{ link: LINK_ETHERNET },
	);
	const told = tsharkFields(capture, ['ip.dst', 'ipv6.dst', 'udp.dstport']);
	expect(told.map((fields) => fields.flat())).toEqual(
		asked.map(({ inner = innerFour }) => [inner.b.address, '9']),
	);
});

test('headers that hold each other for ever are passed over', () => {
	const label = mpls([16], []);
	const header = [...label, 0, 0, 0, 0, ...ethernet(0x8847, [])];
	const bytes = ethernet(0x8847, [
		...Array.from({ length: 9000 }, () => header).flat(),
		...mpls([16], four),
	]);
	expect(allFlows(read([bytes], LINK_ETHERNET))).toMatchObject([innerFour]);
});

test('what is encrypted says so', () => {
	const hidden = read([ethernet(0x88e5, macsec(0, four, true))], LINK_ETHERNET);
	expect(hidden.packet(0).stop).toEqual({ reason: 'unsupported', layer: 'link' });
});
