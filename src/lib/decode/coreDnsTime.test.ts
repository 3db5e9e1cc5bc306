import { describe, expect, test } from 'vitest';
import { LINK_RAW, pcap, type Packet } from '../../../tests/fixtures/captures.ts';
import { PHONE, SERVER } from '../../../tests/fixtures/dnsCaptures.ts';
import * as rr from '../../../tests/fixtures/dnsRecords.ts';
import {
	ACK,
	dns,
	ipv4,
	question,
	tcp,
	u16,
	udp,
	zeros,
	type Octets,
} from '../../../tests/fixtures/packets.ts';
import { allDns, readCapture } from '../../../tests/fixtures/readCapture.ts';

const QUERY = 0x0100;
const RESPONSE = 0x8180;

describe('latency', () => {
	const PORTS = { from: 40000, to: 53 };
	interface Said {
		readonly ms: number;
		readonly bytes: Octets;
		readonly back?: boolean;
	}
	const query = (ms: number, id: number, host = 'a.example'): Said => ({
		ms,
		bytes: dns({ id, flags: QUERY, questions: [question(host, 1)] }),
	});
	const response = (ms: number, id: number, host = 'a.example'): Said => ({
		ms,
		back: true,
		bytes: dns({ id, flags: RESPONSE, questions: [question(host, 1)] }),
	});
	const packetOf = ({ ms, bytes, back = false }: Said): Packet => ({
		bytes: back
			? ipv4({ from: SERVER, to: PHONE, protocol: 17 }, udp({ from: 53, to: 40000 }, bytes))
			: ipv4({ from: PHONE, to: SERVER, protocol: 17 }, udp(PORTS, bytes)),
		seconds: 1000 + Math.floor(ms / 1000),
		nanos: (ms % 1000) * 1e6,
	});
	const latencies = (...said: readonly Said[]): (number | undefined)[] =>
		allDns(readCapture(pcap(said.map(packetOf), { link: LINK_RAW }))).map(({ latency }) => latency);

	test('from a query to its response', () => {
		expect(latencies(query(0, 1), query(5, 2), response(12, 2), response(30, 1))).toEqual([
			undefined,
			undefined,
			7,
			30,
		]);
	});

	test('the first of a query sent again counts, the first response answers it', () => {
		const all = latencies(query(0, 1), query(4000, 1), response(4020, 1), response(4030, 1));
		expect(all).toEqual([undefined, undefined, 4020, undefined]);
	});

	test('an id used again later is another query', () => {
		expect(latencies(query(0, 1), query(6000, 1), response(6010, 1))).toEqual([
			undefined,
			undefined,
			10,
		]);
		const answered = latencies(query(0, 1), response(10, 1), query(20, 1), response(25, 1));
		expect(answered).toEqual([undefined, 10, undefined, 5]);
	});

	test('questions are compared whatever their case; others are not answered', () => {
		expect(latencies(query(0, 1, 'A.eXample'), response(3, 1, 'a.example'))[1]).toBe(3);
		expect(latencies(query(0, 1, 'b.example'), response(3, 1, 'a.example'))[1]).toBeUndefined();
		expect(latencies(query(0, 1, 'a@example'), response(3, 1, 'a`example'))[1]).toBeUndefined();
	});

	test('a response without the question answers too, one in the same direction does not', () => {
		const bare = { ms: 4, back: true, bytes: rr.message(1, 0x8181, []) };
		expect(latencies(query(0, 1), bare)[1]).toBe(4);
		expect(latencies(query(0, 1), { ...response(4, 1), back: false })[1]).toBeUndefined();
	});

	test('every message of a transfer answers it', () => {
		const part = (ms: number): Said => ({
			ms,
			back: true,
			bytes: dns({ id: 1, flags: RESPONSE, questions: [question('zone', rr.AXFR)] }),
		});
		const asked = {
			ms: 0,
			bytes: dns({ id: 1, flags: QUERY, questions: [question('zone', rr.AXFR)] }),
		};
		expect(latencies(asked, part(1), part(2))).toEqual([undefined, 1, 2]);
	});

	test('the oldest of very many open queries are forgotten', () => {
		const queries = Array.from({ length: 30000 }, (_, index) => query(index / 100, index));
		const all = latencies(...queries, response(400, 0), response(400, 29999));
		expect(all.at(-2)).toBeUndefined();
		expect(all.at(-1)).toBeCloseTo(400 - 299.99, 3);
	});
});

describe('DNS over TCP', () => {
	const message = (host: string): Octets =>
		dns({ id: 5, flags: QUERY, questions: [question(host, 1)] });
	const packetsOf = (stream: Octets, size: number): Packet[] => {
		const count = Math.ceil(stream.length / size);
		return Array.from({ length: count }, (_, index) => {
			const piece = stream.slice(index * size, (index + 1) * size);
			const segment = tcp({ from: 40000, to: 53, flags: ACK, seq: 9 + index * size }, piece);
			return { bytes: ipv4({ from: PHONE, to: SERVER, protocol: 6 }, segment), seconds: index };
		});
	};
	const asked = (packets: readonly Packet[]): string[] =>
		allDns(readCapture(pcap(packets, { link: LINK_RAW }))).map((each) => each.question);
	const stream = ['a.example', 'b.example', 'c.example'].flatMap((host) =>
		rr.framed(message(host)),
	);

	test.each([1, 2, 3, 20, 1000])('in segments of %i bytes', (size) => {
		expect(asked(packetsOf(stream, size))).toEqual(['a.example', 'b.example', 'c.example']);
	});

	test('a message has the time of its last segment', () => {
		const [first] = allDns(readCapture(pcap(packetsOf(stream, 20), { link: LINK_RAW })));
		expect(first?.at).toBe(1000);
	});

	test('a damaged message between whole ones is passed over', () => {
		const damaged = rr.message(1, QUERY, [[[0x80, 1, 0, 0, 1, 0, 1]]]);
		const all = [message('a.example'), damaged, message('b.example')].flatMap(rr.framed);
		expect(asked(packetsOf(all, 1000))).toEqual(['a.example', 'b.example']);
	});

	test('a message of which the packet was cut says what is there', () => {
		const [packet] = packetsOf(rr.framed(message('a.example')), 1000);
		const bytes = packet?.bytes ?? [];
		const cut = { bytes: bytes.slice(0, -2), original: bytes.length };
		expect(asked([cut])).toEqual(['']);
	});

	test('what is none is left alone', () => {
		const [packet] = packetsOf(rr.framed([...u16(1), 0x78, ...zeros(40)]), 1000);
		const reader = readCapture(pcap(packet === undefined ? [] : [packet], { link: LINK_RAW }));
		expect(allDns(reader)).toEqual([]);
		expect(reader.flow(0).service).toBeUndefined();
	});
});
