import { describe, expect, test } from 'vitest';
import { pcap, Pcapng, type Packet } from '../../../tests/fixtures/captures.ts';
import {
	avs,
	cHdlc,
	dot11,
	enc,
	hdlc,
	nflog,
	pcapdroid,
	pflog,
	pktap,
	pppoe,
	prism,
	radiotap,
	snap,
	subframe,
} from '../../../tests/fixtures/links.ts';
import {
	ETHER_IPV4,
	ETHER_IPV6,
	ethernet,
	ipv4,
	ipv6,
	udp,
	vlan,
	zeros,
	type Octets,
} from '../../../tests/fixtures/packets.ts';
import { allFlows, readCapture } from '../../../tests/fixtures/readCapture.ts';
import { hasTshark, tsharkFields } from '../../../tests/fixtures/tshark.ts';
import type { CaptureReader } from './reader.ts';

const PHONE = '10.0.0.2';
const SERVER = '203.0.113.80';
const PHONE6 = '2001:db8::2';
const SERVER6 = '2001:db8:1::80';

const datagram = udp({ from: 40000, to: 9 }, [1, 2, 3, 4]);
const four = ipv4({ from: PHONE, to: SERVER, protocol: 17 }, datagram);
const six = ipv6({ from: PHONE6, to: SERVER6, next: 17 }, datagram);

function read(packets: readonly Octets[], link: number): CaptureReader {
	const records = packets.map((bytes, index): Packet => ({ bytes, seconds: index }));
	return readCapture(pcap(records, { link }));
}

interface Case {
	readonly what: string;
	readonly link: number;
	readonly bytes: Octets;
	/** What is inside, where it is not IPv4. */
	readonly inside?: 'six';
	/** tshark 4.0 reads it otherwise. */
	readonly alone?: boolean;
}

const wlan = (body: Octets): Octets => dot11({}, body);
const QOS = { subtype: 8, more: [0, 0] };

const CASES: readonly Case[] = [
	{ what: '802.11', link: 105, bytes: wlan(snap(ETHER_IPV4, four)) },
	{ what: '802.11 with IPv6', link: 105, bytes: wlan(snap(ETHER_IPV6, six)), inside: 'six' },
	{ what: '802.11, QoS', link: 105, bytes: dot11(QOS, snap(ETHER_IPV4, four)) },
	{
		what: '802.11, four addresses and QoS',
		link: 105,
		bytes: dot11({ subtype: 8, flags: 3, more: zeros(8) }, snap(ETHER_IPV4, four)),
	},
	{
		what: '802.11, HT control',
		link: 105,
		bytes: dot11({ subtype: 8, flags: 0x81, more: zeros(6) }, snap(ETHER_IPV4, four)),
	},
	{
		what: '802.11, a VLAN inside',
		link: 105,
		bytes: wlan(snap(0x8100, vlan(5, ETHER_IPV4, four))),
	},
	{ what: 'radiotap', link: 127, bytes: radiotap(0, wlan(snap(ETHER_IPV4, four))) },
	{
		what: 'radiotap with a checksum and padding',
		link: 127,
		bytes: radiotap(0x30, [
			...dot11({ subtype: 8, more: [0, 0, 0, 0] }, snap(ETHER_IPV4, four)),
			...zeros(4),
		]),
	},
	{ what: 'Prism', link: 119, bytes: prism(wlan(snap(ETHER_IPV4, four))) },
	{ what: 'Prism, left out', link: 119, bytes: wlan(snap(ETHER_IPV4, four)) },
	{ what: 'AVS', link: 163, bytes: avs(wlan(snap(ETHER_IPV4, four))) },
	{ what: 'AVS as Prism', link: 119, bytes: avs(wlan(snap(ETHER_IPV4, four))) },
	{ what: 'PPP', link: 9, bytes: hdlc(0x21, four) },
	{ what: 'PPP, nothing but the number', link: 9, bytes: [0x21, ...four] },
	{ what: 'PPP with IPv6', link: 9, bytes: hdlc(0x57, six), inside: 'six' },
	{ what: 'PPP in HDLC', link: 50, bytes: hdlc(0x21, four) },
	{ what: 'Cisco HDLC as PPP', link: 50, bytes: cHdlc(ETHER_IPV4, four) },
	{ what: 'PPP with direction', link: 204, bytes: [1, ...hdlc(0x21, four)] },
	{ what: 'PPP of pppd', link: 166, bytes: [1, 3, 0, 0x21, ...four], alone: true },
	{ what: 'PPPoE', link: 51, bytes: pppoe([0, 0x21, ...four]), alone: true },
	{ what: 'PPPoE in Ethernet', link: 1, bytes: ethernet(0x8864, pppoe([0, 0x21, ...four])) },
	{ what: 'Cisco HDLC', link: 104, bytes: cHdlc(ETHER_IPV4, four) },
	{ what: 'Frame Relay', link: 107, bytes: [0x18, 0x41, 3, 0xcc, ...four] },
	{
		what: 'Frame Relay with SNAP',
		link: 107,
		bytes: [0x18, 0x41, 3, 0, 0x80, 0, 0, 0, 0x86, 0xdd, ...six],
		inside: 'six',
	},
	{ what: 'NFLOG', link: 239, bytes: nflog({ family: 2 }, four) },
	{ what: 'NFLOG with a protocol', link: 239, bytes: nflog({ family: 7, hook: 0 }, four) },
	{ what: 'NFLOG with IPv6', link: 239, bytes: nflog({ family: 10 }, six), inside: 'six' },
	{
		what: 'NFLOG of a big-endian machine',
		link: 239,
		bytes: nflog({ family: 2, bigEndian: true }, four),
		alone: true,
	},
	{ what: 'PFLOG', link: 117, bytes: pflog(four) },
	{ what: 'IPsec of BSD', link: 109, bytes: enc(four) },
	{ what: 'PKTAP of raw IP', link: 258, bytes: pktap(101, four), alone: true },
	{ what: 'PKTAP of Ethernet', link: 258, bytes: pktap(1, ethernet(ETHER_IPV4, four)) },
	{ what: 'IPv4', link: 228, bytes: four },
	{ what: 'IPv6', link: 229, bytes: six, inside: 'six' },
];

const ENDS = {
	four: { a: { address: PHONE, port: 40000 }, b: { address: SERVER, port: 9 } },
	six: { a: { address: PHONE6, port: 40000 }, b: { address: SERVER6, port: 9 } },
};

describe.each(CASES)('$what', ({ link, bytes, inside }) => {
	test('leads to the flow, with its frame and its payload', () => {
		const reader = read([bytes], link);
		const sizes = { packets: [1, 0], bytes: [bytes.length, 0], payload: [4, 0] };
		expect(reader.status()).toMatchObject({ undecoded: 0, stopped: 0 });
		expect(allFlows(reader)).toMatchObject([{ protocol: 17, ...ENDS[inside ?? 'four'], ...sizes }]);
	});

	test('cut anywhere, what stands above the cut is read, and the packet says where it stopped', () => {
		const cuts = Array.from({ length: bytes.length }, (_, length) => bytes.slice(0, length));
		const records = cuts.map((cut) => ({ bytes: cut, original: bytes.length }));
		const reader = readCapture(pcap(records, { link }));
		const packets = cuts.map((_, index) => reader.packet(index));
		const first = packets.findIndex(({ flow }) => flow !== undefined);
		expect(reader.status()).toMatchObject({ packets: cuts.length, undecoded: first });
		expect(packets.slice(first).every(({ flow }) => flow !== undefined)).toBe(true);
		const stops = packets.slice(0, first).map(({ stop }) => stop?.layer);
		expect(new Set(stops.filter((layer) => layer !== undefined))).not.toContain('transport');
		expect(stops.at(-1)).toBe('network');
	});
});

test.skipIf(!hasTshark())('tshark finds the same packets in them', () => {
	const asked = CASES.filter(({ alone }) => alone !== true);
	const file = new Pcapng().section();
	for (const { link } of asked) file.interface(link);
	for (const [index, { bytes }] of asked.entries()) file.packet(index, 0n, { bytes });
	const fields = ['ip.dst', 'ipv6.dst', 'udp.srcport', 'udp.dstport'];
	expect(tsharkFields(file.bytes, fields)).toEqual(
		asked.map(({ inside }) => [
			inside === 'six' ? [] : [SERVER],
			inside === 'six' ? [SERVER6] : [],
			['40000'],
			['9'],
		]),
	);
});

describe('802.11', () => {
	const stopOf = (bytes: Octets): unknown => read([bytes], 105).packet(0).stop;
	const body = snap(ETHER_IPV4, four);

	test('encrypted frames and parts of frames are not read', () => {
		const unread = { reason: 'unsupported', layer: 'link' };
		expect(stopOf(dot11({ flags: 0x41 }, body))).toEqual(unread);
		expect(stopOf(dot11({ flags: 5 }, body))).toEqual(unread);
		expect(stopOf(dot11({ fragment: 1 }, body))).toEqual(unread);
	});

	test('frames without data are whole', () => {
		const beacon = [0x80, ...dot11({}, zeros(40)).slice(1)];
		expect(stopOf(beacon)).toBeUndefined();
		expect(stopOf(dot11({ subtype: 4 }, []))).toBeUndefined();
	});

	test('an aggregate is many frames, more than a packet may be deep', () => {
		const to = (port: number): Octets =>
			snap(
				ETHER_IPV4,
				ipv4({ from: PHONE, to: SERVER, protocol: 17 }, udp({ from: 1, to: port }, [])),
			);
		const frames = Array.from({ length: 20 }, (_, index) => subframe(to(100 + index)));
		const bytes = dot11({ subtype: 8, more: [0x80, 0] }, frames.flat());
		expect(allFlows(read([bytes], 105)).map(({ b }) => b.port)).toEqual(
			frames.map((_, index) => 100 + index),
		);
	});

	test('a subframe that claims more than there is ends with the frame', () => {
		const frame = subframe(snap(ETHER_IPV4, four));
		const lying = [...frame.slice(0, 12), 0xff, 0xff, ...frame.slice(14)];
		const bytes = dot11({ subtype: 8, more: [0x80, 0] }, lying);
		expect(allFlows(read([bytes], 105))).toMatchObject([ENDS.four]);
	});
});

describe('who sent it', () => {
	test.each([
		{ what: 'PPP, sent', link: 204, bytes: [1, ...hdlc(0x21, four)], phone: 'a' },
		{ what: 'PPP, received', link: 204, bytes: [0, ...hdlc(0x21, four)], phone: 'b' },
		{ what: 'NFLOG, sent', link: 239, bytes: nflog({ family: 2, hook: 3 }, four), phone: 'a' },
		{ what: 'NFLOG, received', link: 239, bytes: nflog({ family: 2, hook: 1 }, four), phone: 'b' },
	])('$what', ({ link, bytes, phone }) => {
		expect(allFlows(read([bytes], link))).toMatchObject([{ phone, uid: undefined }]);
	});

	test('NFLOG knows the uid', () => {
		const bytes = nflog({ family: 2, hook: 3, uid: 10123 }, four);
		expect(allFlows(read([bytes], 239))).toMatchObject([{ uid: 10123 }]);
	});
});

describe('PCAPdroid', () => {
	test('the trailer names the app, once, and is no payload', () => {
		const one = pcapdroid(10123, 'Wetter \u00fc', four);
		const other = pcapdroid(10124, '', six);
		const reader = read([one, other, one, pcapdroid(10123, 'another', four)], 1);
		expect(allFlows(reader)).toMatchObject([
			{ ...ENDS.four, uid: 10123, payload: [12, 0], bytes: [3 * one.length, 0] },
			{ ...ENDS.six, uid: 10124 },
		]);
		expect(reader.notes().uids).toEqual([
			{ uid: 10123, package: undefined, label: 'Wetter \\195\\188' },
			{ uid: 10124, package: undefined, label: undefined },
		]);
	});

	test('apps are told apart however many they are; those without room are counted, each once', () => {
		const uids = Array.from({ length: 3000 }, (_, index) => 10_000 + 1024 * index);
		const packets = [...uids, ...uids].map((uid) => ({ bytes: pcapdroid(uid, `${uid}`, four) }));
		const bytes = pcap(packets, { link: 1 });
		const told = readCapture(bytes).notes().uids;
		expect(told.map(({ uid, label }) => [uid, label])).toEqual(uids.map((uid) => [uid, `${uid}`]));
		const reader = readCapture(bytes, [], { notes: 1000 });
		expect(reader.notes().uids).toHaveLength(1000);
		expect(reader.status().evicted).toBe(2000);
	});

	test('where segmentation offload left no length, the packet still ends in front of the trailer', () => {
		const offload = ipv4({ from: PHONE, to: SERVER, protocol: 17, totalLength: 0 }, datagram);
		const [flow] = allFlows(read([pcapdroid(10123, 'app', offload)], 1));
		expect(flow?.payload[0]).toBeLessThan(4 + 4);
	});

	test('an app that it does not know stays unknown', () => {
		const reader = read([pcapdroid(0xffffffff, '', four)], 1);
		expect(allFlows(reader)).toMatchObject([{ uid: undefined }]);
		expect(reader.notes().uids).toEqual([]);
	});

	test.each([
		{ what: 'before any trailer', before: [] },
		{ what: 'behind one', before: [pcapdroid(1, '', four)] },
	])('bare packets in a file of Ethernet are read, $what', ({ before }) => {
		const reader = read([...before, four, six], 1);
		expect(reader.status()).toMatchObject({ undecoded: 0, flows: 2 });
		expect(allFlows(reader)).toMatchObject([ENDS.four, ENDS.six]);
	});

	test('frames of loop-back and those to addresses that look like IP are Ethernet', () => {
		const loopback = [...zeros(12), 8, 0, ...four, ...zeros(30)];
		const address = [0x45, ...ethernet(ETHER_IPV4, four).slice(1)];
		const arp = [0x45, ...ethernet(0x0806, zeros(28)).slice(1)];
		const reader = read([loopback, address, arp], 1);
		expect(allFlows(reader)).toMatchObject([{ ...ENDS.four, packets: [2, 0], uid: undefined }]);
		expect(reader.status()).toMatchObject({ undecoded: 1, stopped: 0 });
	});
});

test.each([189, 220, 187, 201, 254, 99, 195, 147])('link type %d is named, not decoded', (link) => {
	const reader = read([four], link);
	expect(reader.status()).toMatchObject({ linkTypes: [link], undecoded: 1, stopped: 1, flows: 0 });
	expect(reader.packet(0).stop).toEqual({ reason: 'unsupported', layer: 'link' });
});

test('what is no IP is no stop', () => {
	const stp = ethernet(7, [0x42, 0x42, 3, ...zeros(40)]);
	const discovery = ethernet(0x8863, pppoe([], 9));
	const reader = read([ethernet(0x0806, zeros(28)), ethernet(0x88cc, [2, 7]), stp, discovery], 1);
	expect(reader.status()).toMatchObject({ undecoded: 4, stopped: 0 });
});

test('what cannot be seen is one', () => {
	const compressed = hdlc(0x2d, zeros(20));
	expect(read([compressed], 9).packet(0).stop).toEqual({ reason: 'unsupported', layer: 'link' });
});
