import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LINK_RAW, pcap, type Packet } from '../../../tests/fixtures/captures.ts';
import { fragmentOf, fragmentsOf, type Datagram } from '../../../tests/fixtures/fragments.ts';
import {
	ACK,
	clientHello,
	dns,
	extension,
	ipv4,
	ipv6,
	question,
	tcp,
	tlsRecord,
	u32,
	udp,
	zeros,
	type Octets,
} from '../../../tests/fixtures/packets.ts';
import { allDns, allFlows, readCapture, sniOf } from '../../../tests/fixtures/readCapture.ts';
import { hasTshark, tsharkFields } from '../../../tests/fixtures/tshark.ts';
import { gtpU } from '../../../tests/fixtures/tunnels.ts';
import type { CaptureReader } from './reader.ts';

const FOUR: Datagram = { from: '10.0.0.2', to: '203.0.113.53', protocol: 17, id: 7 };
const SIX: Datagram = { from: '2001:db8::2', to: '2001:db8::53', protocol: 17, id: 7 };

const asked = dns({ id: 7, flags: 0x100, questions: [question('www.example.org', 1)] });
const query = udp({ from: 40000, to: 53 }, asked);
const NAME = [{ question: 'www.example.org', flow: 0 }];
const CUTS = [8, 16, 32];

const capture = (packets: readonly (Octets | Packet)[]): Uint8Array<ArrayBuffer> =>
	pcap(
		packets.map((packet, seconds) => ({
			seconds,
			...('bytes' in packet ? packet : { bytes: packet }),
		})),
		{ link: LINK_RAW },
	);
const read = (packets: readonly (Octets | Packet)[]): CaptureReader =>
	readCapture(capture(packets));
const lengthOf = (packets: readonly Octets[]): number =>
	packets.reduce((sum, { length }) => sum + length, 0);

const ports = (datagram: Datagram): object => ({
	a: { address: datagram.from, port: 40000 },
	b: { address: datagram.to, port: 53 },
});
const noPorts = { protocol: 17, a: { address: FOUR.from, port: 0 }, b: { port: 0 } };

describe.each([
	{ what: 'IPv4', datagram: FOUR },
	{ what: 'IPv6', datagram: SIX },
])('$what', ({ datagram }) => {
	const parts = fragmentsOf(datagram, query, CUTS);

	test('fragments in any order are one datagram, read once, and all count in its flow', () => {
		const shuffled = fc.shuffledSubarray([...parts], { minLength: parts.length });
		fc.assert(
			fc.property(shuffled, (packets) => {
				const reader = read(packets);
				const sizes = { packets: [4, 0], bytes: [lengthOf(parts), 0], payload: [asked.length, 0] };
				expect(allFlows(reader)).toMatchObject([
					{ ...ports(datagram), ...sizes, first: 0, last: 3000 },
				]);
				expect(allDns(reader)).toMatchObject(NAME);
			}),
		);
	});

	test.skipIf(!hasTshark())('tshark puts the same together', () => {
		const fields = tsharkFields(capture([...parts].reverse()), ['udp.dstport', 'dns.qry.name']);
		expect(fields).toEqual([
			[[], []],
			[[], []],
			[[], []],
			[['53'], ['www.example.org']],
		]);
	});

	test('one that comes twice counts, and changes nothing', () => {
		const [first = [], second = [], ...rest] = parts;
		const reader = read([second, first, first, second, ...rest, ...parts]);
		expect(allFlows(reader)).toMatchObject([
			{ ...ports(datagram), packets: [10, 0], payload: [asked.length, 0] },
		]);
		expect(allDns(reader)).toHaveLength(1);
	});

	test('where two overlap, what came first stays', () => {
		const changed = [...query.slice(0, 20), ...zeros(query.length - 20)];
		const late = fragmentOf(datagram, { offset: 8, hasMore: true, payload: changed.slice(8, 32) });
		const [first = [], second = [], third = [], last = []] = parts;
		expect(allDns(read([third, second, late, first, last]))).toMatchObject(NAME);
	});

	test('one that never comes leaves the others counted by the ports of the first, unread', () => {
		const reader = read(parts.slice(0, 3));
		expect(allFlows(reader)).toMatchObject([
			{ ...ports(datagram), packets: [3, 0], payload: [0, 0] },
		]);
		expect(allDns(reader)).toEqual([]);
	});

	test('without the first there are no ports', () => {
		const reader = read(parts.slice(1));
		expect(allFlows(reader)).toMatchObject([
			{
				protocol: 17,
				a: { address: datagram.from, port: 0 },
				packets: [3, 0],
				bytes: [lengthOf(parts.slice(1)), 0],
				first: 0,
				last: 2000,
			},
		]);
	});

	test('directions and numbers are kept apart', () => {
		const other = fragmentsOf({ ...datagram, id: 8 }, query, CUTS);
		const back = fragmentsOf({ ...datagram, from: datagram.to, to: datagram.from }, query, CUTS);
		const mixed = parts.flatMap((part, index) => [part, back[index] ?? [], other[index] ?? []]);
		expect(allDns(read(mixed))).toHaveLength(3);
	});

	test('a number is used again: once the datagram before is whole, or was waited for in vain', () => {
		const next = fragmentsOf(datagram, udp({ from: 40000, to: 53 }, [...asked, 0]), CUTS);
		expect(allFlows(read([...parts, ...next]))).toMatchObject([
			{ payload: [2 * asked.length + 1, 0] },
		]);
		const late = parts.map((bytes, index) => ({ bytes, seconds: 100 + index }));
		const lost = parts.slice(1, 3).map((bytes, index) => ({ bytes, seconds: index }));
		expect(allDns(read([...lost, ...late]))).toHaveLength(1);
	});

	test('cut in the capture it cannot be whole: the first is read as far as it goes', () => {
		const [first = [], second = []] = fragmentsOf(datagram, query, [40]);
		const cut = { bytes: first.slice(0, -4), original: first.length };
		const reader = read([cut, second]);
		expect(allFlows(reader)).toMatchObject([{ ...ports(datagram), packets: [2, 0] }]);
	});

	test('every length of capture is safe', () => {
		const cuts = parts.flatMap((part) =>
			Array.from({ length: part.length }, (_, length) => ({
				bytes: part.slice(0, length),
				original: part.length,
			})),
		);
		expect(read(cuts).status().packets).toBe(cuts.length);
	});
});

describe('what is inside', () => {
	test('TCP: a ClientHello over fragments', () => {
		const segment = tcp(
			{ from: 41000, to: 443, flags: ACK },
			tlsRecord(clientHello('www.example.org')),
		);
		const reader = read(fragmentsOf({ ...FOUR, protocol: 6 }, segment, [24, 64]));
		expect(allFlows(reader).map(sniOf)).toEqual(['www.example.org']);
		expect(allFlows(reader)).toMatchObject([{ packets: [3, 0], tcp: { state: 'midstream' } }]);
	});

	test('a ping', () => {
		const ping = [8, 0, 0, 0, 0, 77, 0, 1, ...zeros(40)];
		const reader = read(fragmentsOf({ ...FOUR, protocol: 1 }, ping, [16]));
		expect(allFlows(reader)).toMatchObject([{ protocol: 1, a: { port: 77 }, packets: [2, 0] }]);
	});

	test('more headers of IPv6 behind that of the fragment', () => {
		const reader = read(fragmentsOf({ ...SIX, protocol: 60 }, extension(17, 0, query), [16]));
		expect(allDns(reader)).toMatchObject(NAME);
		expect(allFlows(reader)).toMatchObject([{ ...ports(SIX), packets: [2, 0] }]);
	});

	test('a tunnel, in whose packet there are fragments too', () => {
		const inner = fragmentsOf({ ...FOUR, id: 9 }, query, [16]);
		const outer = { from: '192.0.2.1', to: '198.51.100.1', protocol: 17 };
		const packets = inner.flatMap((bytes, id) =>
			fragmentsOf({ ...outer, id }, udp({ from: 2152, to: 2152 }, gtpU(bytes)), [24]),
		);
		const reader = read(packets);
		expect(allFlows(reader)).toMatchObject([
			{ packets: [4, 0], service: 'gtp-u', carrier: true },
			{ ...ports(FOUR), packets: [2, 0], outer: 0 },
		]);
		expect(allDns(reader)).toMatchObject([{ flow: 1 }]);
	});

	test('an error about a fragmented packet tells its flow', () => {
		const parts = fragmentsOf(FOUR, query, CUTS);
		const quoted = (parts[0] ?? []).slice(0, 28);
		const error = [3, 4, 0, 0, ...u32(1280), ...quoted];
		const reader = read([...parts, ipv4({ from: '192.0.2.1', to: FOUR.from, protocol: 1 }, error)]);
		expect(allFlows(reader)).toMatchObject([{ icmp: { type: 3, code: 4 } }, { protocol: 1 }]);
	});
});

describe('bounds', () => {
	const bad = { reason: 'malformed', layer: 'network' };
	const part = (offset: number, hasMore: boolean, length = 16): Octets =>
		fragmentOf(FOUR, { offset, hasMore, payload: zeros(length) });

	test.each([
		{ what: 'more than a datagram may hold', packets: [part(65528, true)] },
		{ what: 'two ends', packets: [part(32, false), part(16, false)] },
		{ what: 'bytes behind the end', packets: [part(16, false), part(64, true)] },
		{
			what: 'more pieces than can be kept',
			packets: Array.from({ length: 17 }, (_, index) => part(8 + 32 * index, true)),
		},
	])('$what', ({ packets }) => {
		const reader = read(packets);
		expect(reader.packet(packets.length - 1).stop).toEqual(bad);
		expect(allFlows(reader)).toMatchObject([{ ...noPorts, packets: [packets.length, 0] }]);
	});

	test('datagrams beyond the pool push out the oldest, which are counted as given up', () => {
		const many = Array.from({ length: 70 }, (_, id) => fragmentsOf({ ...FOUR, id }, query, CUTS));
		const lasts = many.map((parts) => ({ bytes: parts[3] ?? [], seconds: 0 }));
		const rests = many
			.flatMap((parts) => parts.slice(0, 3))
			.map((bytes) => ({ bytes, seconds: 1 }));
		const reader = read([...lasts, ...rests]);
		const packets = allFlows(reader).map(({ packets: [sent] }) => sent);
		expect(packets.reduce((sum, sent) => sum + sent, 0)).toBe(280);
		expect(reader.status().evicted).toBeGreaterThanOrEqual(6);
		expect(allFlows(reader)).toMatchObject([noPorts, ports(FOUR)]);
	});

	test('the largest datagram is read', () => {
		const payload = udp({ from: 40000, to: 9 }, zeros(65535 - 20 - 8));
		const cuts = Array.from({ length: 44 }, (_, index) => 1480 * (index + 1));
		const reader = read(fragmentsOf(FOUR, payload, cuts));
		expect(allFlows(reader)).toMatchObject([
			{ payload: [payload.length - 8, 0], packets: [45, 0] },
		]);
	});

	test('memory stays what the pool takes', () => {
		const many = Array.from({ length: 400 }, (_, id) =>
			fragmentOf({ ...FOUR, id }, { offset: 8, hasMore: true, payload: zeros(8) }),
		);
		expect(read(many).memory()).toBeLessThan(read(many.slice(0, 64)).memory() + 1e6);
	});
});

test('a jumbogram says how long it is', () => {
	const option = [17, 0, 0xc2, 4, ...u32(70_000)];
	const bytes = [
		...ipv6({ from: SIX.from, to: SIX.to, next: 0, payloadLength: 0 }, [...option, ...query]),
	];
	const reader = read([{ bytes, original: 70_040 }]);
	expect(allFlows(reader)).toMatchObject([{ ...ports(SIX), payload: [70_000 - 8 - 8, 0] }]);
});
