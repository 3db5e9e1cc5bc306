import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	LINK_ETHERNET,
	LINK_RAW,
	pcap,
	Pcapng,
	type Packet,
} from '../../../tests/fixtures/captures.ts';
import {
	ACK,
	ascii,
	clientHello,
	dns,
	ETHER_IPV4,
	ethernet,
	extension,
	fragment,
	ip4,
	ipv4,
	ipv6,
	question,
	record,
	SYN,
	tcp,
	tlsRecord,
	TO_QUESTION,
	udp,
	vlan,
	zeros,
	type Octets,
} from '../../../tests/fixtures/packets.ts';
import { allDns, allFlows, readCapture, sniOf } from '../../../tests/fixtures/readCapture.ts';
import type { CaptureReader, FlowColumns } from './reader.ts';

const PHONE = '10.0.0.2';
const SERVER = '203.0.113.53';

const answer = dns({
	id: 7,
	flags: 0x8180,
	questions: [question('www.example.org', 1)],
	answers: [
		record(TO_QUESTION, 5, 60, [1, 97, ...TO_QUESTION]),
		record(TO_QUESTION, 1, 60, ip4(SERVER)),
	],
});
const dnsPacket = ipv4(
	{ from: SERVER, to: PHONE, protocol: 17 },
	udp({ from: 53, to: 40000 }, answer),
);
const helloPacket = ipv4(
	{ from: PHONE, to: SERVER, protocol: 6, options: [1, 1, 1, 0] },
	tcp({ from: 41000, to: 443, flags: ACK }, tlsRecord(clientHello('www.example.org', 0, 20))),
);
const hello6 = tcp({ from: 41001, to: 443, flags: SYN }, tlsRecord(clientHello('six.example')));
const packet6 = ipv6(
	{ from: '2001:db8::2', to: '2001:db8::3', next: 0 },
	extension(44, 1, fragment(60, 0, extension(6, 2, hello6))),
);

const raw: readonly Octets[] = [dnsPacket, helloPacket, packet6];
const tagged = raw.map((bytes) => ethernet(0x8100, vlan(3, ETHER_IPV4, bytes)));

/** Everything a reader has to tell. */
function everything(reader: CaptureReader): unknown {
	const { count, ...columns }: FlowColumns = reader.columns();
	return {
		status: reader.status(),
		flows: allFlows(reader),
		dns: allDns(reader),
		notes: reader.notes(),
		columns: [count, ...Object.values(columns).map((column) => [...column])],
	};
}

const inPcap = pcap(
	tagged.map((bytes, index) => ({ bytes, seconds: index })),
	{ link: LINK_ETHERNET },
);
const inPcapng = new Pcapng()
	.section(true)
	.interface(LINK_ETHERNET, [[2, ascii('wlan0')]])
	.packet(0, 5n, { bytes: tagged[0] ?? [] }, [
		[1, ascii('u-10234')],
		[2, [0, 0, 0, 1]],
	])
	.statistics(0, [
		[4, zeros(8)],
		[5, zeros(8)],
	])
	.resolution([[1, [...ip4(SERVER), ...ascii('dns.example\0')]]])
	.secrets(5, [1, 2, 3])
	.uidMap(10_234, ascii('com.example.app'), ascii('An app'))
	.section(false)
	.interface(LINK_RAW, [[9, [9]]])
	.packet(0, 6n, { bytes: helloPacket })
	.simplePacket({ bytes: packet6 }).bytes;

const captures = [
	{ what: 'pcap', bytes: inPcap },
	{ what: 'pcapng', bytes: inPcapng },
];

describe.each(captures)('$what', ({ bytes }) => {
	test('is whole: three flows, a message, two server names', () => {
		const reader = readCapture(bytes);
		expect(reader.status()).toMatchObject({
			packets: 3,
			flows: 3,
			dns: 1,
			undecoded: 0,
			stop: undefined,
		});
		expect(allFlows(reader).filter((flow) => sniOf(flow) !== undefined)).toHaveLength(2);
	});

	test('where chunks end changes nothing', () => {
		const whole = everything(readCapture(bytes));
		const cuts = fc.array(fc.nat(bytes.length), { maxLength: 30 });
		fc.assert(
			fc.property(cuts, (places) => {
				expect(everything(readCapture(bytes, places))).toEqual(whole);
			}),
		);
	});

	test('byte by byte is the same as at once', () => {
		const every = Array.from(bytes.keys());
		expect(everything(readCapture(bytes, every))).toEqual(everything(readCapture(bytes)));
	});

	test('cut anywhere, everything in front of the cut stays', () => {
		let packets = 0;
		for (const end of bytes.keys()) {
			const status = readCapture(bytes.subarray(0, end)).status();
			expect(status.packets).toBeGreaterThanOrEqual(packets);
			expect(status.stop?.offset ?? 0).toBeLessThanOrEqual(end);
			packets = status.packets;
		}
		expect(packets).toBe(2);
	});

	test('changed bytes never stop the program', () => {
		const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 12 });
		fc.assert(
			fc.property(changes, (places) => {
				const changed = bytes.slice();
				for (const [at, value] of places) changed[at] = value;
				const once = everything(readCapture(changed));
				expect(everything(readCapture(changed, [bytes.length >> 1]))).toEqual(once);
			}),
			{ numRuns: 500 },
		);
	});
});

test('any bytes at all are read to an end', () => {
	const magic = fc.constantFrom<Octets>(
		[],
		[...inPcap.subarray(0, 24)],
		[...inPcapng.subarray(0, 64)],
	);
	fc.assert(
		fc.property(magic, fc.uint8Array({ maxLength: 4000 }), (head, bytes) => {
			const { packets, undecoded } = readCapture(Uint8Array.from([...head, ...bytes])).status();
			expect(undecoded).toBeLessThanOrEqual(packets);
		}),
	);
});

describe('no layer reads past its packet', () => {
	/** What is learnt of a packet when `junk` lies behind it in memory. */
	function learnt(packet: Packet, junk: number): unknown {
		const rest = new Array<number>(300).fill(junk);
		const behind = { bytes: rest, seconds: junk * 0x1010101, nanos: junk * 1000 };
		const reader = readCapture(pcap([packet, behind], { link: LINK_RAW }));
		const flows = allFlows(reader);
		return { flows, dns: allDns(reader), undecoded: reader.status().undecoded };
	}

	const packets = raw.map((bytes, index) => ({ bytes, index }));

	test.each(packets)('cut at every length: packet $index', ({ bytes }) => {
		for (const end of bytes.keys()) {
			const packet = { bytes: bytes.slice(0, end), original: bytes.length };
			expect(learnt(packet, 0xff)).toEqual(learnt(packet, 0));
		}
	});

	test.each(packets)('damaged at will: packet $index', ({ bytes }) => {
		const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 6 });
		fc.assert(
			fc.property(changes, fc.nat(bytes.length), (places, end) => {
				const changed = [...bytes];
				for (const [at, value] of places) changed[at] = value;
				const packet = { bytes: changed.slice(0, end), original: bytes.length };
				expect(learnt(packet, 0xff)).toEqual(learnt(packet, 0));
			}),
			{ numRuns: 500 },
		);
	});
});

describe('limits: what does not fit is left out and counted', () => {
	const many = Array.from({ length: 40 }, (_, index): Packet => {
		const message = dns({
			id: index,
			flags: 0x8180,
			questions: [question(`host${index}.example.org`, 1)],
			answers: [record(TO_QUESTION, 1, 60, ip4(SERVER)), record(TO_QUESTION, 1, 60, ip4(PHONE))],
		});
		const datagram = udp({ from: 53, to: 2000 + index }, message);
		return { bytes: ipv4({ from: SERVER, to: PHONE, protocol: 17 }, datagram) };
	});
	const twice = pcap([...many, ...many], { link: LINK_RAW });

	test('flows, each counted once', () => {
		const reader = readCapture(twice, [], { flows: 10 });
		expect(reader.status()).toMatchObject({ packets: 80, undecoded: 0, flows: 10, evicted: 30 });
		expect(allFlows(reader).map(({ packets }) => packets[0])).toEqual(
			new Array<number>(10).fill(2),
		);
	});

	test('DNS messages', () => {
		const reader = readCapture(twice, [], { dnsMessages: 25 });
		expect(reader.status()).toMatchObject({ flows: 40, dns: 25, evicted: 55 });
		expect(allDns(reader).at(-1)).toMatchObject({ id: 24 });
	});

	test('answers', () => {
		const reader = readCapture(twice, [], { dnsAnswers: 31 });
		expect(reader.status()).toMatchObject({ dns: 80, evicted: 160 - 31 });
		expect(allDns(reader)[15]?.answers).toHaveLength(1);
	});

	test('names', () => {
		const reader = readCapture(twice, [], { text: 240 });
		const { dns: kept, evicted } = reader.status();
		expect(kept).toBe(2 * new Set(allDns(reader).map((message) => message.question)).size);
		expect(evicted).toBe(80 - kept);
		expect(kept).toBeGreaterThan(0);
		expect(kept).toBeLessThan(80);
	});

	test('each name takes its room once, also when there are thousands', () => {
		const names = Array.from({ length: 3000 }, (_, index) => `n${index + 1000}`);
		const packets = names.map((label): Packet => {
			const message = dns({ id: 1, flags: 0x0100, questions: [question(label, 1)] });
			const datagram = udp({ from: 4000, to: 53 }, message);
			return { bytes: ipv4({ from: PHONE, to: SERVER, protocol: 17 }, datagram) };
		});
		const text = names.length * (6 + 5);
		const reader = readCapture(pcap([...packets, ...packets], { link: LINK_RAW }), [], { text });
		expect(reader.status()).toMatchObject({ dns: 6000, evicted: 0 });
		expect(allDns(reader).map((message) => message.question)).toEqual([...names, ...names]);
	});

	test('tables grow past their first size', () => {
		const flows = 9000;
		const packets = Array.from({ length: flows }, (_, index): Packet => {
			const from = `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
			return { bytes: ipv4({ from, to: SERVER, protocol: 17 }, udp({ from: 4000, to: 9 }, [])) };
		});
		const reader = readCapture(pcap([...packets, ...packets], { link: LINK_RAW }));
		expect(reader.status()).toMatchObject({ flows, evicted: 0 });
		expect(allFlows(reader).every(({ packets: sent }) => sent[0] === 2)).toBe(true);
	});
});
