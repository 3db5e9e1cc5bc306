import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capture, down, HTTPS, inSegments, up } from '../../../tests/fixtures/conversation.ts';
import {
	ACK,
	ascii,
	clientHello,
	FIN,
	RST,
	SYN,
	zeros,
	type Octets,
} from '../../../tests/fixtures/packets.ts';
import { allFlows, readCapture, sniOf } from '../../../tests/fixtures/readCapture.ts';
import {
	answerOf,
	chosenVersion,
	helloOf,
	record,
	records,
	RETRY,
	serverName,
	TLS13,
	tlsExtension,
} from '../../../tests/fixtures/tlsPackets.ts';
import type { CaptureReader } from './reader.ts';

const NAME = 'www.example.org';

/** Fills three segments; the name stands in the last. */
const hello = records(clientHello(NAME, 3000));
/** The name comes first, and a filling behind it. */
const early = records(clientHello(NAME, 0, 3000));

const read = (packets: Parameters<typeof capture>[0]): CaptureReader =>
	readCapture(capture(packets));
const nameOf = (packets: Parameters<typeof capture>[0]): string | undefined =>
	sniOf(read(packets).flow(0));

const syn = (seq: number): Octets => up(seq, [], SYN);

describe('segments of a stream', () => {
	test('in any order, cut anywhere, some sent again: what came is the same', () => {
		const bytes = records(clientHello(NAME, 900), 200);
		const cuts = fc.uniqueArray(fc.integer({ min: 1, max: bytes.length - 1 }), { maxLength: 6 });
		const first = fc.constantFrom(0, 1000, 0xffffffff, 0x100000000 - 500, 0x7fffff00);
		fc.assert(
			fc.property(cuts, first, fc.nat(), fc.nat(200), (places, base, seed, overlap) => {
				const ends = [...places.sort((one, other) => one - other), bytes.length];
				const segments = ends.map((end, index) => {
					const from = Math.max(0, (ends[index - 1] ?? 0) - (index % 2) * overlap);
					return up((base + 1 + from) >>> 0, bytes.slice(from, end));
				});
				const twice = [...segments, ...segments.slice(0, 2)];
				const shuffled = twice
					.map((segment, index) => ({ segment, key: ((index + 1) * (seed + 7919)) % 104729 }))
					.sort((one, other) => one.key - other.key)
					.map(({ segment }) => segment);
				expect(nameOf([syn(base), ...shuffled])).toBe(NAME);
			}),
		);
	});

	test('byte by byte, backwards', () => {
		const bytes = records(clientHello(NAME));
		const bits = inSegments(bytes, 16).reverse();
		expect(nameOf([syn(0), ...bits])).toBe(NAME);
	});

	test('with the SYN itself', () => {
		expect(nameOf([up(77, records(clientHello(NAME)), SYN)])).toBe(NAME);
		const [first = [], second = [], third = []] = inSegments(hello, 1100, up, 78);
		expect(first).toHaveLength(20 + 20 + 1100);
		expect(nameOf([up(77, hello.slice(0, 1100), SYN), third, second])).toBe(NAME);
	});

	test('of which the first seen is the beginning, where no SYN was', () => {
		expect(nameOf(inSegments(hello, 1400, up, 123456))).toBe(NAME);
	});

	test('whose SYN was that of another connection', () => {
		expect(nameOf([syn(1), ...inSegments(hello, 1400, up, 0x70000000)])).toBe(NAME);
	});

	test('whose sender forgot that a SYN takes a number', () => {
		expect(nameOf([syn(1), ...inSegments(hello, 1400)])).toBe(NAME);
	});

	test('that say two things in one place: what came first counts', () => {
		const other = records(clientHello('www.example.net', 3000));
		const [first = [], second = [], third = []] = inSegments(hello, 1400);
		const [, , lie = []] = inSegments(other, 1400);
		expect(nameOf([syn(0), first, third, lie, second])).toBe(NAME);
		expect(nameOf([syn(0), first, lie, third, second])).toBe('www.example.net');
		const both = up(1 + 1400, other.slice(1400));
		expect(nameOf([syn(0), first, third, both])).toBe(NAME);
	});

	test('a probe of a byte in front of what is expected changes nothing', () => {
		const [first = [], ...others] = inSegments(hello, 1400);
		expect(nameOf([syn(0), first, up(1400, [0]), ...others])).toBe(NAME);
		expect(nameOf([syn(0), up(0, [0]), first, ...others])).toBe(NAME);
	});
});

describe('what never comes', () => {
	const [first = [], second = [], third = []] = inSegments(early, 1400);

	test.each([
		{ what: 'a FIN', end: up(1 + 2800, [], FIN | ACK), name: NAME },
		{ what: 'a FIN that brings bytes', end: up(1 + 2800, [1], FIN | ACK), name: NAME },
		{ what: 'a RST', end: up(1 + 2800, [], RST), name: NAME },
		{ what: 'a RST of the other side', end: down(1, [], RST | ACK), name: NAME },
		{ what: 'a FIN of the other side', end: down(1, [], FIN | ACK), name: undefined },
	])('behind $what: what is there is read', ({ end, name }) => {
		expect(nameOf([syn(0), first, second])).toBeUndefined();
		expect(nameOf([syn(0), first, second, end])).toBe(name);
	});

	test('behind a FIN that came before what it ends', () => {
		const end = up(1 + 2800, [], FIN | ACK);
		expect(nameOf([syn(0), first, end])).toBeUndefined();
		expect(nameOf([syn(0), first, end, second])).toBe(NAME);
	});

	test('a segment: what is too far behind it shows that it is lost', () => {
		const far = inSegments(zeros(20_000), 1400, up, 1 + 2800);
		expect(nameOf([syn(0), first, ...far])).toBe(NAME);
		expect(nameOf([syn(0), first, third, ...far.slice(2, 4)])).toBeUndefined();
	});

	test('the first segment: TLS may still begin with another', () => {
		const far = inSegments(zeros(20_000), 1400, up, 1 + 1400);
		const again = up(1 + 1400 + 20_000, records(clientHello(NAME)));
		expect(nameOf([syn(0), ...far, again])).toBe(NAME);
	});

	test('a hello longer than what is kept is read as far as it goes', () => {
		const long = records(
			helloOf({ extensions: [serverName(NAME), tlsExtension(21, zeros(40_000))] }),
		);
		const reader = read([syn(0), ...inSegments(long, 1400)]);
		expect(sniOf(reader.flow(0))).toBe(NAME);
		expect(reader.tls(0).ja4).toBeUndefined();
		expect(reader.status().evicted).toBe(0);
	});

	test('more pieces with gaps between them than are kept: they may come again', () => {
		const bits = inSegments(early, 100);
		const odd = bits.filter((_, index) => index % 2 === 1);
		const even = bits.filter((_, index) => index % 2 === 0);
		expect(nameOf([syn(0), ...odd, ...even])).toBeUndefined();
		expect(nameOf([syn(0), ...odd, ...even, ...bits])).toBe(NAME);
	});
});

describe('the room for what waits', () => {
	const MANY = 260;
	const ROOM = 240;

	const begun = (port: number): Octets =>
		up(1, hello.slice(0, 1400), ACK, { ...HTTPS, phone: 20_000 + port });
	const ended = (port: number): Octets =>
		up(1 + 1400, hello.slice(1400), ACK, { ...HTTPS, phone: 20_000 + port });
	const ports = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

	test('who waited longest gives way and is counted', () => {
		const reader = read([...ports(MANY).map(begun), ...ports(MANY).map(ended)]);
		expect(reader.status().evicted).toBe(MANY - ROOM);
		expect(allFlows(reader).map(sniOf)).toEqual(
			ports(MANY).map((port) => (port < MANY - ROOM ? undefined : NAME)),
		);
	});

	test('who has just heard something is not the one', () => {
		const reader = read([
			...ports(ROOM).map(begun),
			up(1 + 1400, hello.slice(1400, 1500), ACK, { ...HTTPS, phone: 20_000 }),
			begun(ROOM),
			ended(0),
			ended(1),
		]);
		expect(sniOf(reader.flow(0))).toBe(NAME);
		expect(sniOf(reader.flow(1))).toBeUndefined();
	});

	test('who is done makes room', () => {
		const reader = read(ports(3 * ROOM).flatMap((port) => [begun(port), ended(port)]));
		expect(reader.status().evicted).toBe(0);
		expect(allFlows(reader).filter((flow) => sniOf(flow) === NAME)).toHaveLength(3 * ROOM);
		expect(reader.memory()).toBeLessThan(read([]).memory() + 4e6);
	});
});

describe('a server that answers', () => {
	const asked = up(1, records(clientHello(NAME)));
	const answer = records(answerOf({ ciphers: [0x1302] }));

	test.each([1, 5, 6, 30])('in segments of %i bytes, last one first', (size) => {
		const pieces = inSegments(answer, size, down);
		const [begin = [], ...others] = pieces;
		const syn2 = down(0, [], SYN | ACK);
		const { cipher } = read([syn2, asked, ...others.slice(-6).reverse(), begin, ...pieces]).tls(0);
		expect(cipher).toBe(0x1302);
	});

	test('twice (HelloRetryRequest), while pieces of the second answer wait behind gaps', () => {
		const extensions = [chosenVersion(TLS13)];
		const retry = records(answerOf({ random: RETRY, extensions }));
		const second = records(answerOf({ ciphers: [0x1303], extensions }));
		const pieces = inSegments([...retry, ...second], 20, down);
		const [one = [], two = [], three = [], four = [], ...others] = pieces;
		const order = [one, ...others, three, two, four];
		const { cipher, chosen } = read([down(0, [], SYN | ACK), asked, ...order]).tls(0);
		expect({ cipher, chosen }).toEqual({ cipher: 0x1303, chosen: TLS13 });
	});

	test('behind what else was said (STARTTLS): both sides are found', () => {
		const talk = [down(1, ascii('220 ready\r\n')), up(1, ascii('STARTTLS\r\n'))];
		const packets = [...talk, down(12, ascii('220 go\r\n'))];
		const tls = read([...packets, up(11, hello), down(20, answer)]).tls(0);
		expect(tls).toMatchObject({ sni: NAME, cipher: 0x1302 });
	});

	test('data of other protocols that looks like the beginning of a record is none', () => {
		const looks = [up(1, ascii('hello')), up(6, [22, 3, 1]), up(9, [2, 0, 1, 1, 1, 1, 1, 1, 1, 1])];
		const reader = read(looks);
		expect(reader.status().tls).toBe(0);
		expect(read([...looks, up(19, records(clientHello(NAME)))]).status().tls).toBe(1);
	});

	test('with data only, record for record', () => {
		const data = record(23, zeros(1000));
		expect(read([down(1, data)]).flow(0).service).toBe('tls');
	});
});
