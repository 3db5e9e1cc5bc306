import { describe, expect, test } from 'vitest';
import {
	pcap,
	Pcapng,
	LINK_ETHERNET,
	LINK_RAW,
	type Packet,
} from '../../../tests/fixtures/captures.ts';
import { ETHER_IPV4, ethernet, ipv4, udp } from '../../../tests/fixtures/packets.ts';
import { allFlows, readCapture } from '../../../tests/fixtures/readCapture.ts';

const datagram = ipv4(
	{ from: '192.0.2.1', to: '198.51.100.7', protocol: 17 },
	udp({ from: 4000, to: 9 }, [1, 2, 3]),
);
const frame = ethernet(ETHER_IPV4, datagram);
const AT = 1_700_000_000;
const packet: Packet = { bytes: frame, seconds: AT, nanos: 123_456_789 };

describe('pcap', () => {
	test.each([
		{ bigEndian: false, nanoseconds: false, fraction: 123.456 },
		{ bigEndian: true, nanoseconds: false, fraction: 123.456 },
		{ bigEndian: false, nanoseconds: true, fraction: 123.456789 },
		{ bigEndian: true, nanoseconds: true, fraction: 123.456789 },
	])('big-endian $bigEndian, nanoseconds $nanoseconds', ({ fraction, ...options }) => {
		const status = readCapture(pcap([packet], options)).status();
		expect(status).toMatchObject({
			format: 'pcap',
			packets: 1,
			linkTypes: [LINK_ETHERNET],
			stop: undefined,
		});
		expect(status.first).toBeCloseTo(AT * 1000 + fraction, 3);
	});

	test.each([false, true])('the modified kind says who sent; big-endian %s', (bigEndian) => {
		const modified = { ifindex: 3, packetType: 4 };
		const reader = readCapture(pcap([packet, packet], { bigEndian, modified }));
		expect(allFlows(reader)).toMatchObject([{ phone: 'a', packets: [2, 0], nic: 1 }]);
		expect(reader.notes().interfaces).toMatchObject([{ kind: 'ifindex', id: 3, linkType: 1 }]);
	});

	test('files older than version 2.3 have the two lengths the other way round', () => {
		const bytes = pcap([{ ...packet, original: 1500 }]);
		const lengths = bytes.slice(32, 40);
		bytes.set([...lengths.subarray(4), ...lengths.subarray(0, 4)], 32);
		bytes[6] = 2;
		expect(readCapture(bytes).status()).toMatchObject({ packets: 1, bytes: 1500, cut: 1 });
	});

	test('times are in order of their own, not of the file', () => {
		const earlier = { ...packet, seconds: AT - 10 };
		const reader = readCapture(pcap([packet, earlier]));
		expect(reader.status().first).toBeLessThan(reader.status().last ?? 0);
		expect(reader.flow(0).first).toBe(reader.status().first);
	});

	test('a header alone is a capture of nothing', () => {
		const expected = { packets: 0, first: undefined, last: undefined, stop: undefined };
		expect(readCapture(pcap([])).status()).toMatchObject(expected);
	});

	test('other link types are counted, not decoded', () => {
		const status = readCapture(pcap([packet, packet], { link: 105 })).status();
		expect(status).toMatchObject({
			packets: 2,
			undecoded: 2,
			flows: 0,
			linkTypes: [105],
			stop: undefined,
		});
	});
});

describe('pcapng', () => {
	const stamp = BigInt(AT) * 1_000_000n + 123_456n;

	test.each([false, true])('big-endian %s', (bigEndian) => {
		const file = new Pcapng().section(bigEndian).interface(LINK_ETHERNET).packet(0, stamp, packet);
		const status = readCapture(file.bytes).status();
		expect(status).toMatchObject({
			format: 'pcapng',
			packets: 1,
			bytes: frame.length,
			flows: 1,
			stop: undefined,
		});
		expect(status.first).toBeCloseTo(AT * 1000 + 123.456, 3);
	});

	test('a new section may change the byte order and numbers its interfaces anew', () => {
		const file = new Pcapng().section(false).interface(LINK_ETHERNET).packet(0, stamp, packet);
		file.section(true).interface(LINK_RAW).packet(0, stamp, { bytes: datagram });
		const reader = readCapture(file.bytes);
		expect(reader.status()).toMatchObject({
			packets: 2,
			flows: 1,
			linkTypes: [LINK_ETHERNET, LINK_RAW],
		});
		expect(reader.flow(0).packets).toEqual([2, 0]);
	});

	test.each([
		{ what: 'nanoseconds', option: 9, unit: 10n ** 9n, seconds: AT },
		// 64 bits of picoseconds end in July 1970.
		{ what: 'picoseconds', option: 12, unit: 10n ** 12n, seconds: 1_700_000 },
		{ what: 'halves of a second', option: 0x81, unit: 2n, seconds: AT },
		{ what: '2^-20 seconds', option: 0x94, unit: 2n ** 20n, seconds: AT },
	])('if_tsresol: $what', ({ option, unit, seconds }) => {
		const halfPast = BigInt(seconds) * unit + unit / 2n;
		const file = new Pcapng().section().interface(LINK_ETHERNET, [[9, [option]]]);
		const { first } = readCapture(file.packet(0, halfPast, packet).bytes).status();
		expect(first).toBeCloseTo(seconds * 1000 + 500, 3);
	});

	test('if_tsoffset is added to every time of its interface', () => {
		const offset = [[14, [60, 0, 0, 0, 0, 0, 0, 0]]] as const;
		const file = new Pcapng().section().interface(LINK_ETHERNET, offset).packet(0, stamp, packet);
		expect(readCapture(file.bytes).status().first).toBeCloseTo((AT + 60) * 1000 + 123.456, 3);
	});

	test('simple packets have no time and are as long as the snapshot length lets them', () => {
		const file = new Pcapng().section().interface(LINK_ETHERNET, [], frame.length);
		const status = readCapture(file.simplePacket({ bytes: frame, original: 900 }).bytes).status();
		expect(status).toMatchObject({ packets: 1, bytes: 900, cut: 1, flows: 1, first: undefined });
	});

	test('blocks without packets are passed over, however large', () => {
		const large = new Array<number>(3_000_000).fill(7);
		const file = new Pcapng().section().interface(LINK_ETHERNET).block(0x0bad, large);
		file.packet(0, stamp, packet).block(5, [0, 0, 0, 0]).packet(0, stamp, packet);
		expect(readCapture(file.bytes).status()).toMatchObject({ packets: 2, stop: undefined });
	});

	test('obsolete packet blocks count like the others', () => {
		const file = new Pcapng().section().interface(LINK_ETHERNET).obsoletePacket(0, packet);
		expect(readCapture(file.bytes).status()).toMatchObject({ packets: 1, flows: 1 });
	});

	test('a section may say any length: the next one begins where it does', () => {
		const file = new Pcapng().section().interface(LINK_ETHERNET).packet(0, stamp, packet);
		const { bytes } = file.section().interface(LINK_ETHERNET).packet(0, stamp, packet);
		bytes.set([4, 0, 0, 0, 0, 0, 0, 0], 16);
		expect(readCapture(bytes).status()).toMatchObject({ packets: 2, stop: undefined });
	});

	test('lengths that forgot the padding, at either end', () => {
		const file = new Pcapng().section().interface(LINK_ETHERNET).packet(0, stamp, packet);
		const { bytes } = file.packet(0, stamp, packet);
		bytes[48 + 4] = (bytes[48 + 4] ?? 0) - (-frame.length & 3);
		expect(frame.length & 3).not.toBe(0);
		expect(readCapture(bytes).status()).toMatchObject({ packets: 2, stop: undefined });
	});
});

describe('damage: what came before it stays, and the stop says where', () => {
	const whole = pcap([packet, packet]);
	const second = 24 + 16 + frame.length;

	test.each([
		{
			what: 'nothing at all',
			bytes: new Uint8Array(0),
			stop: { offset: 0, reason: 'not-a-capture' },
			packets: 0,
		},
		{
			what: 'text',
			bytes: new TextEncoder().encode('GET / HTTP/1.1'),
			stop: { offset: 0, reason: 'not-a-capture' },
			packets: 0,
		},
		{
			what: 'half a file header',
			bytes: whole.slice(0, 20),
			stop: { offset: 0, reason: 'truncated' },
			packets: 0,
		},
		{
			what: 'a record header cut',
			bytes: whole.slice(0, second + 9),
			stop: { offset: second, reason: 'truncated' },
			packets: 1,
		},
		{
			what: 'a packet cut',
			bytes: whole.slice(0, -1),
			stop: { offset: second, reason: 'truncated' },
			packets: 1,
		},
		{
			what: 'a packet longer than any',
			bytes: whole.slice().fill(0xff, second + 8, second + 12),
			stop: { offset: second, reason: 'malformed' },
			packets: 1,
		},
		{
			what: 'a pcap version of the future',
			bytes: whole.slice().fill(9, 4, 5),
			stop: { offset: 0, reason: 'unsupported-format' },
			packets: 0,
		},
	])('$what', ({ bytes, stop, packets }) => {
		expect(readCapture(bytes).status()).toMatchObject({ stop, packets });
	});

	test.each([
		{
			what: 'a packet of an interface that was never described',
			file: new Pcapng().section().packet(0, 0n, packet),
		},
		{ what: 'a block shorter than its kind', file: new Pcapng().section().block(6, [0, 0, 0, 0]) },
	])('$what', ({ file }) => {
		expect(readCapture(file.bytes).status()).toMatchObject({
			stop: { offset: 28, reason: 'malformed' },
			packets: 0,
		});
	});

	test('a packet longer than its block', () => {
		const { bytes } = new Pcapng().section().interface(LINK_ETHERNET).packet(0, 0n, packet);
		bytes[48 + 20] = frame.length + 4;
		expect(readCapture(bytes).status()).toMatchObject({
			stop: { offset: 48, reason: 'malformed' },
			packets: 0,
		});
	});

	test('a block whose two lengths differ', () => {
		const { bytes } = new Pcapng().section().interface(LINK_ETHERNET).packet(0, 0n, packet);
		bytes.set([0], bytes.length - 4);
		expect(readCapture(bytes).status()).toMatchObject({
			stop: { offset: 48, reason: 'malformed' },
			packets: 0,
		});
	});

	test('a block that is passed over and does not end', () => {
		const large = new Array<number>(3_000_000).fill(7);
		const { bytes } = new Pcapng().section().block(0x0bad, large);
		for (const end of [500_000, 2_500_000, bytes.length - 4, bytes.length - 1]) {
			const status = readCapture(bytes.subarray(0, end)).status();
			expect(status.stop).toEqual({ offset: 28, reason: 'truncated' });
		}
	});

	test('a block that is passed over, and whose two lengths differ', () => {
		const { bytes } = new Pcapng().section().block(0x0bad, new Array<number>(900_000).fill(7));
		bytes[bytes.length - 4] = 8;
		expect(readCapture(bytes).status().stop).toEqual({ offset: 28, reason: 'malformed' });
	});

	test.each([1, 3, 6, 0x0a0d0d0a])('a block of type %i that is larger than any packet', (type) => {
		const order = [0x4d, 0x3c, 0x2b, 0x1a];
		const body = [...order, ...new Array<number>(999_996).fill(1)];
		const { bytes } = new Pcapng().section().interface(LINK_ETHERNET).block(type, body);
		expect(readCapture(bytes).status().stop).toEqual({ offset: 48, reason: 'malformed' });
	});

	test('a block of a length that no file has', () => {
		const { bytes } = new Pcapng().section().interface(LINK_ETHERNET).block(0x0bad, []);
		bytes.fill(0xff, 48 + 4, 48 + 8);
		expect(readCapture(bytes).status().stop).toEqual({ offset: 48, reason: 'malformed' });
	});

	test('what comes behind a stop is not read', () => {
		const reader = readCapture(whole.slice().fill(0xff, second + 8, second + 12));
		const before = reader.status();
		reader.push(whole);
		expect(reader.status()).toEqual(before);
	});
});
