import { describe, expect, test } from 'vitest';
import { LINK_RAW, pcap } from '../../../tests/fixtures/captures.ts';
import {
	ACK,
	ascii,
	clientHello,
	ipv4,
	tcp,
	tlsRecord,
	type Octets,
} from '../../../tests/fixtures/packets.ts';
import { allFlows, readCapture, sniOf } from '../../../tests/fixtures/readCapture.ts';

const PHONE = '10.0.0.2';
const SERVER = '203.0.113.53';

const raw = (packets: readonly Octets[]): Uint8Array<ArrayBuffer> =>
	pcap(
		packets.map((bytes) => ({ bytes })),
		{ link: LINK_RAW },
	);

describe('server name of a ClientHello', () => {
	const segment = (seq: number, payload: Octets): Octets =>
		ipv4(
			{ from: PHONE, to: SERVER, protocol: 6 },
			tcp({ from: 41000, to: 443, flags: ACK, seq }, payload),
		);
	const nameOf = (packets: readonly Octets[]): string | undefined =>
		allFlows(readCapture(raw(packets))).map(sniOf)[0];
	const hello = tlsRecord(clientHello('www.example.org'));
	const longHello = tlsRecord(clientHello('late.example.org', 3000));
	const pieces = (count: number): Octets[] => {
		const size = Math.ceil(longHello.length / count);
		return Array.from({ length: count }, (_, index) =>
			segment(100 + index * size, longHello.slice(index * size, (index + 1) * size)),
		);
	};

	test('in one segment', () => {
		expect(nameOf([segment(1, hello)])).toBe('www.example.org');
	});

	test('behind other data of its connection', () => {
		expect(nameOf([segment(1, ascii('STARTTLS')), segment(9, hello)])).toBe('www.example.org');
	});

	test.each([2, 3, 40])('split over %i segments', (count) => {
		expect(nameOf(pieces(count))).toBe('late.example.org');
	});

	test('split, with a segment sent twice', () => {
		const [first = [], second = [], third = []] = pieces(3);
		expect(nameOf([first, first, second, first, third])).toBe('late.example.org');
	});

	test('split over TLS records', () => {
		const message = clientHello('records.example.org', 500);
		const records = [0, 3, 200, 400].map((from, index, cuts) =>
			tlsRecord(message.slice(from, cuts[index + 1])),
		);
		expect(nameOf([segment(1, records.flat())])).toBe('records.example.org');
	});

	test.each([
		{ what: 'behind the name', stored: 200, sni: 'early.example' },
		{ what: 'inside the name', stored: 110, sni: undefined },
	])('in a packet cut $what', ({ stored, sni }) => {
		const whole = segment(1, tlsRecord(clientHello('early.example', 0, 400)));
		const packet = { bytes: whole.slice(0, stored), original: whole.length };
		expect(sniOf(readCapture(pcap([packet], { link: LINK_RAW })).flow(0))).toBe(sni);
	});

	test('none where the hello names none', () => {
		expect(nameOf([segment(1, tlsRecord(clientHello(undefined)))])).toBeUndefined();
	});

	test('is hostile too', () => {
		expect(nameOf([segment(1, tlsRecord(clientHello('a"b\n.example')))])).toBe(
			'a\\034b\\010.example',
		);
	});
});
