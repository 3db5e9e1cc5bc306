import { describe, expect, test } from 'vitest';
import { LINK_RAW, pcap } from '../../../tests/fixtures/captures.ts';
import { ipv4, ipv6, u16, u32, udp, type Octets } from '../../../tests/fixtures/packets.ts';
import { allFlows, readCapture } from '../../../tests/fixtures/readCapture.ts';
import type { CaptureReader } from './reader.ts';

const PHONE = '10.0.0.2';
const SERVER = '203.0.113.80';
const FAR = '198.51.100.1';

const datagram = udp({ from: 40000, to: 9 }, [1, 2, 3, 4]);
const four = ipv4({ from: PHONE, to: SERVER, protocol: 17 }, datagram);
const six = ipv6({ from: '2001:db8::2', to: '2001:db8::3', next: 17 }, datagram);

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

describe('ICMP errors', () => {
	const six6 = { from: '2001:db8::9', to: '2001:db8::2' };
	const unreachable = (quoted: Octets, type = 3, code = 3): Octets =>
		ipv4({ from: FAR, to: PHONE, protocol: 1 }, [type, code, 0, 0, ...u32(0), ...quoted]);

	test('tell the flow that they quote, though only its ports are quoted', () => {
		const reader = read([four, unreachable(four.slice(0, 24)), unreachable(four, 11, 0)]);
		expect(allFlows(reader)).toMatchObject([
			{ ...innerFour, packets: [1, 0], icmp: { type: 11, code: 0, count: 2 } },
			{ protocol: 1, packets: [2, 0], icmp: undefined },
		]);
	});

	test('of ICMPv6 too', () => {
		const tooBig = [2, 0, 0, 0, ...u32(1280), ...six];
		const reader = read([six, ipv6({ ...six6, next: 58 }, tooBig)]);
		expect(allFlows(reader)).toMatchObject([
			{ ...innerSix, icmp: { type: 2, code: 0, count: 1 } },
			{ protocol: 58 },
		]);
	});

	test.each([
		{ what: 'a flow that is not known', quoted: four },
		{ what: 'no packet', quoted: [] },
		{ what: 'a packet without ports', quoted: four.slice(0, 22) },
		{ what: 'a damaged header', quoted: [0x41, ...four.slice(1)] },
	])('make no flow of $what', ({ quoted }) => {
		expect(allFlows(read([unreachable(quoted)]))).toMatchObject([{ protocol: 1 }]);
	});

	test('an echo that was answered is none', () => {
		const ping = ipv4({ from: PHONE, to: SERVER, protocol: 1 }, [8, 0, 0, 0, ...u16(77), 0, 1]);
		const flows = allFlows(read([ping, unreachable(ping)]));
		expect(flows).toMatchObject([{ icmp: { type: 3, code: 3 }, a: { port: 77 } }, { protocol: 1 }]);
	});
});
