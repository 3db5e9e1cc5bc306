import { describe, expect, test } from 'vitest';
import {
	LINK_ETHERNET,
	LINK_RAW,
	LINK_SLL,
	LINK_SLL2,
	pcap,
	type Packet,
} from '../../../tests/fixtures/captures.ts';
import {
	ACK,
	echo,
	ETHER_IPV4,
	ETHER_IPV6,
	ethernet,
	extension,
	FIN,
	fragment,
	ipv4,
	ipv6,
	PSH,
	RST,
	sll,
	sll2,
	SYN,
	tcp,
	udp,
	vlan,
	zeros,
	type Octets,
} from '../../../tests/fixtures/packets.ts';
import { allFlows, readCapture } from '../../../tests/fixtures/readCapture.ts';
import type { RawFlow } from './reader.ts';

const PHONE = '10.0.0.2';
const SERVER = '203.0.113.80';
const PHONE6 = '2001:db8::2';
const SERVER6 = '2001:db8:1::80';

const datagram = udp({ from: 40000, to: 9 }, [1, 2, 3, 4]);
const there = ipv4({ from: PHONE, to: SERVER, protocol: 17 }, datagram);
const back = ipv4({ from: SERVER, to: PHONE, protocol: 17 }, udp({ from: 9, to: 40000 }, [5]));

function flowsOf(packets: readonly Octets[], link = LINK_RAW): RawFlow[] {
	const records = packets.map((bytes, index): Packet => ({ bytes, seconds: index }));
	return allFlows(readCapture(pcap(records, { link })));
}

const udpFlow = {
	protocol: 17,
	a: { address: PHONE, port: 40000 },
	b: { address: SERVER, port: 9 },
};

describe('link types lead to the same flow', () => {
	const bsd = (family: Octets): Octets => [...family, ...there];
	test.each<{ what: string; link: number; bytes: Octets }>([
		{ what: 'Ethernet', link: LINK_ETHERNET, bytes: ethernet(ETHER_IPV4, there) },
		{ what: 'a VLAN', link: 1, bytes: ethernet(0x8100, vlan(5, ETHER_IPV4, there)) },
		{
			what: 'QinQ',
			link: 1,
			bytes: ethernet(0x88a8, vlan(5, 0x8100, vlan(6, ETHER_IPV4, there))),
		},
		{
			what: '802.3 with SNAP',
			link: 1,
			bytes: ethernet(there.length + 8, [0xaa, 0xaa, 3, 0, 0, 0, 8, 0, ...there]),
		},
		{ what: 'SLL', link: LINK_SLL, bytes: sll(3, ETHER_IPV4, there) },
		{ what: 'SLL2', link: LINK_SLL2, bytes: sll2(3, ETHER_IPV4, there) },
		...[12, 14, 101, 228].map((link) => ({ what: `raw IP ${link}`, link, bytes: there })),
		{ what: 'BSD loop-back, little-endian', link: 0, bytes: bsd([2, 0, 0, 0]) },
		{ what: 'BSD loop-back, big-endian', link: 0, bytes: bsd([0, 0, 0, 2]) },
		{ what: 'OpenBSD loop-back', link: 108, bytes: bsd([0, 0, 0, 2]) },
	])('$what', ({ link, bytes }) => {
		const expected = { ...udpFlow, packets: [1, 0], bytes: [bytes.length, 0] };
		expect(flowsOf([bytes], link)).toMatchObject([expected]);
	});

	test('cooked captures say which end is the phone', () => {
		const [sent] = flowsOf([sll2(4, ETHER_IPV4, there)], LINK_SLL2);
		const [received] = flowsOf([sll(0, ETHER_IPV4, back)], LINK_SLL);
		const [overheard] = flowsOf([sll(3, ETHER_IPV4, there)], LINK_SLL);
		expect(sent).toMatchObject({ phone: 'a', a: { address: PHONE } });
		expect(received).toMatchObject({ phone: 'b', b: { address: PHONE } });
		expect(overheard).toMatchObject({ phone: undefined });
	});
});

describe('IP', () => {
	test('both directions are one flow, and padding does not count as payload', () => {
		const padded = [...there, ...zeros(18)];
		expect(flowsOf([padded, back, padded])).toMatchObject([
			{ ...udpFlow, packets: [2, 1], bytes: [2 * padded.length, back.length], last: 2000 },
		]);
	});

	test('IPv4 options are passed over', () => {
		const options = [0x94, 4, 0, 0, 1, 1, 1, 0];
		const bytes = ipv4({ from: PHONE, to: SERVER, protocol: 17, options }, datagram);
		expect(flowsOf([bytes])).toMatchObject([udpFlow]);
	});

	test('a total length of 0 is segmentation offload', () => {
		const header = { from: PHONE, to: SERVER, protocol: 17, totalLength: 0 };
		expect(flowsOf([ipv4(header, datagram)])).toMatchObject([udpFlow]);
	});

	test('a later fragment has no ports', () => {
		const header = { from: PHONE, to: SERVER, protocol: 17, fragmentOffset: 185 };
		const noPorts = { a: { address: PHONE, port: 0 }, b: { address: SERVER, port: 0 } };
		expect(flowsOf([ipv4(header, datagram)])).toMatchObject([{ protocol: 17, ...noPorts }]);
	});

	const ends6 = { a: { address: PHONE6, port: 40000 }, b: { address: SERVER6, port: 9 } };
	const hop = extension(60, 0, extension(43, 2, extension(44, 0, fragment(17, 0, datagram))));
	const authentication = [17, 2, ...zeros(14), ...datagram];
	test.each([
		{ what: 'nothing between', next: 17, payload: datagram },
		{ what: 'every extension header', next: 0, payload: hop },
		{ what: 'an authentication header', next: 51, payload: authentication },
	])('IPv6 with $what', ({ next, payload }) => {
		const bytes = ipv6({ from: PHONE6, to: SERVER6, next }, payload);
		expect(flowsOf([bytes])).toMatchObject([{ protocol: 17, ...ends6 }]);
	});

	test('IPv6 jumbograms, and later fragments', () => {
		const jumbo = ipv6({ from: PHONE6, to: SERVER6, next: 17, payloadLength: 0 }, datagram);
		const later = ipv6({ from: PHONE6, to: SERVER6, next: 44 }, fragment(17, 9, datagram));
		expect(flowsOf([jumbo, later])).toMatchObject([ends6, { protocol: 17, a: { port: 0 } }]);
	});

	test('ends that differ in their network alone are one flow both ways', () => {
		const same = udp({ from: 500, to: 500 }, []);
		const one = { from: '2001:db8::5', to: '2001:db8:1::5', next: 17 };
		const other = { from: one.to, to: one.from, next: 17 };
		expect(flowsOf([ipv6(one, same), ipv6(other, same)])).toMatchObject([{ packets: [1, 1] }]);
	});

	test('an IPv4 address mapped into IPv6 is written as IPv4', () => {
		const bytes = ipv6({ from: '::ffff:a00:2', to: SERVER6, next: 17 }, datagram);
		expect(flowsOf([bytes])).toMatchObject([{ a: { address: '10.0.0.2' } }]);
	});

	test('without a readable header there is no flow', () => {
		const broken = [[0x40], [0x4f, ...there.slice(1)], [0x44, ...there.slice(1)], [0x50], []];
		const reader = readCapture(
			pcap(
				broken.map((bytes) => ({ bytes })),
				{ link: LINK_RAW },
			),
		);
		expect(reader.status()).toMatchObject({ packets: 5, undecoded: 5, flows: 0 });
	});

	test('the version inside the packet counts', () => {
		const bytes = ethernet(ETHER_IPV6, there);
		expect(flowsOf([bytes], LINK_ETHERNET)).toMatchObject([udpFlow]);
	});

	test('protocols without ports are flows between addresses', () => {
		const esp = ipv4({ from: PHONE, to: SERVER, protocol: 50 }, zeros(40));
		const ends = { a: { address: PHONE, port: 0 }, b: { address: SERVER, port: 0 } };
		expect(flowsOf([esp, esp])).toMatchObject([{ protocol: 50, ...ends, packets: [2, 0] }]);
	});

	test('a ping and its answer share the identifier', () => {
		const asked = ipv4({ from: PHONE, to: SERVER, protocol: 1 }, echo(8, 77));
		const answered = ipv4({ from: SERVER, to: PHONE, protocol: 1 }, echo(0, 77));
		const asked6 = ipv6({ from: PHONE6, to: SERVER6, next: 58 }, echo(128, 78));
		expect(flowsOf([asked, answered, asked6])).toMatchObject([
			{ protocol: 1, a: { address: PHONE, port: 77 }, b: { port: 77 }, packets: [1, 1] },
			{ protocol: 58, a: { address: PHONE6, port: 78 }, b: { port: 78 } },
		]);
	});
});

describe('TCP', () => {
	const up = (flags: number, seq = 1): Octets =>
		ipv4({ from: PHONE, to: SERVER, protocol: 6 }, tcp({ from: 41000, to: 443, flags, seq }));
	const down = (flags: number, seq = 1): Octets =>
		ipv4({ from: SERVER, to: PHONE, protocol: 6 }, tcp({ from: 443, to: 41000, flags, seq }));
	const opened = [up(SYN), down(SYN | ACK), up(ACK)];

	test.each([
		{ state: 'syn-sent', packets: [up(SYN), up(SYN)] },
		{ state: 'syn-sent', packets: [up(SYN), down(SYN | ACK)] },
		{ state: 'established', packets: opened },
		{ state: 'midstream', packets: [down(PSH | ACK), up(ACK)] },
		{ state: 'closing', packets: [...opened, up(FIN | ACK), down(ACK)] },
		{ state: 'closed', packets: [...opened, up(FIN | ACK), down(FIN | ACK), up(ACK)] },
		{ state: 'closed', packets: [...opened, up(FIN | ACK), down(FIN | ACK), up(RST)] },
		{ state: 'reset', packets: [...opened, down(RST | ACK)] },
		{ state: 'reset', packets: [up(SYN), down(RST | ACK)] },
	])('$state', ({ state, packets }) => {
		expect(flowsOf(packets)).toMatchObject([{ protocol: 6, tcp: { state } }]);
	});

	test('flags are collected for each direction', () => {
		const [flow] = flowsOf([...opened, down(PSH | ACK), up(FIN | ACK)]);
		expect(flow?.tcp?.flags).toEqual([SYN | ACK | FIN, SYN | ACK | PSH]);
	});

	test('whoever answers did not begin', () => {
		const [flow] = flowsOf([down(SYN | ACK), up(ACK)]);
		expect(flow).toMatchObject({ a: { address: PHONE, port: 41000 }, packets: [1, 1] });
	});

	test('a new connection on old ports is a new flow', () => {
		const reset = [...opened, up(RST)];
		const again = [up(SYN, 5000), down(SYN | ACK, 9000), up(ACK, 5001)];
		expect(flowsOf([...reset, ...again])).toMatchObject([
			{ packets: [3, 1], tcp: { state: 'reset' } },
			{ packets: [2, 1], tcp: { state: 'established' } },
		]);
	});

	test('a SYN with the number of the one that was refused is the same, as Wireshark has it', () => {
		expect(flowsOf([up(SYN), down(RST | ACK), up(SYN)])).toHaveLength(1);
	});

	test('a repeated SYN is the same connection', () => {
		expect(flowsOf([up(SYN), up(SYN), down(SYN | ACK)])).toHaveLength(1);
	});

	test('a segment cut behind its ports counts in its flow, but tells no state', () => {
		const bytes = up(SYN).slice(0, 28);
		const reader = readCapture(pcap([{ bytes, original: 60 }], { link: LINK_RAW }));
		expect(reader.status()).toMatchObject({ cut: 1, undecoded: 0, bytes: 60 });
		expect(reader.flow(0)).toMatchObject({ bytes: [60, 0], b: { port: 443 }, tcp: undefined });
	});
});

describe('columns', () => {
	test('say the same as the flows, over more than one block', () => {
		const packets = Array.from({ length: 2500 }, (_, index): Packet => {
			const from = { from: 1024 + index, to: 53 + (index % 7) };
			const header = { from: PHONE, to: index % 2 === 0 ? SERVER : '9.9.9.9', protocol: 17 };
			return { bytes: ipv4(header, udp(from, zeros(index % 40))), seconds: index };
		});
		const reader = readCapture(pcap([...packets, ...packets.slice(5)], { link: LINK_RAW }));
		const columns = reader.columns();
		const rows = allFlows(reader).map(({ id }) => ({
			protocol: columns.protocol[id],
			ports: [columns.aPort[id], columns.bPort[id]],
			bytes: [columns.bytesAb[id], columns.bytesBa[id]],
			packets: [columns.packetsAb[id], columns.packetsBa[id]],
			times: [columns.first[id], columns.last[id]],
		}));
		expect(columns.count).toBe(2500);
		expect(rows).toEqual(
			allFlows(reader).map(({ protocol, a, b, bytes, packets: sent, first, last }) => ({
				protocol,
				ports: [a.port, b.port],
				bytes,
				packets: sent,
				times: [first, last],
			})),
		);
	});
});
