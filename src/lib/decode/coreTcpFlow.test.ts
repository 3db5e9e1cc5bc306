import { describe, expect, test } from 'vitest';
import { askTcpOf } from '../../../tests/conformance/tcpOracle.ts';
import { compareTcp, TCP_PARTS } from '../../../tests/conformance/tcpStreams.ts';
import { hasTshark } from '../../../tests/conformance/tshark.ts';
import { LINK_RAW, pcap } from '../../../tests/fixtures/captures.ts';
import { ACK, FIN, RST, SYN } from '../../../tests/fixtures/packets.ts';
import { allFlows, readCapture } from '../../../tests/fixtures/readCapture.ts';
import {
	capture,
	handshake,
	mss,
	SACK_PERMITTED,
	segment,
	unanswered,
	windowScale,
	type Sent,
} from '../../../tests/fixtures/tcpPackets.ts';
import type { FlowTcp } from '../model/flow.ts';

const tcpsOf = (sent: readonly Sent[]): readonly (FlowTcp | undefined)[] =>
	allFlows(readCapture(capture([sent]))).map(({ tcp }) => tcp);

const up = (seq: number, at: number, size = 0): Sent => ({ flags: ACK, seq, ack: 5001, at, size });
const down = (ack: number, at: number, size = 0): Sent => ({
	back: true,
	flags: ACK,
	seq: 5001,
	ack,
	at,
	size,
});
const syn = (at: number): Sent => ({ flags: SYN, seq: 1000, at });
const synAck = (at: number): Sent => ({
	back: true,
	flags: SYN | ACK,
	seq: 5000,
	ack: 1001,
	at,
});

describe('times', () => {
	test('the handshake, and a first round trip for each side', () => {
		expect(tcpsOf([syn(0), synAck(30), up(1001, 34)])).toMatchObject([
			{ handshake: 34, rtt: [30, 4] },
		]);
	});

	test('round trips are smoothed: an eighth of what is new', () => {
		const sent = [...handshake(), up(1001, 3, 100), down(1101, 12, 50)];
		expect(tcpsOf(sent)).toMatchObject([{ rtt: [2, 1] }]);
	});

	test('an acknowledgment of two segments measures the last, of a part of one nothing', () => {
		const sent = [up(1001, 0, 100), up(1101, 6, 100), down(1201, 10)];
		expect(tcpsOf(sent)).toMatchObject([{ handshake: undefined, rtt: [4, undefined] }]);
		const part = [up(1001, 0, 100), up(1101, 6, 100), down(1150, 10)];
		expect(tcpsOf(part)).toMatchObject([{ rtt: [undefined, undefined] }]);
	});

	test('what was sent twice is measured from its first time', () => {
		const sent = [up(1001, 0, 100), up(1001, 300, 100), down(1101, 310)];
		expect(tcpsOf(sent)).toMatchObject([{ rtt: [310, undefined] }]);
	});

	test('a SYN sent again: the handshake counts from the last, the round trip from the first', () => {
		expect(tcpsOf([syn(0), syn(1000), synAck(1010), up(1001, 1011)])).toMatchObject([
			{ handshake: 11, rtt: [1010, 1] },
		]);
	});

	test('half open: answered, but never opened', () => {
		expect(tcpsOf([syn(0), synAck(7), synAck(1007)])).toMatchObject([
			{ state: 'syn-sent', handshake: undefined, rtt: [7, undefined] },
		]);
	});

	test('never answered', () => {
		expect(tcpsOf([syn(0), syn(1000), syn(3000)])).toMatchObject([
			{ state: 'syn-sent', handshake: undefined, rtt: [undefined, undefined], response: undefined },
		]);
	});

	test('a SYN that came behind what follows it', () => {
		const sent = [up(1001, 0), syn(1), synAck(2), up(1001, 5)];
		expect(tcpsOf(sent)).toMatchObject([{ handshake: 4 }]);
	});

	test('the response: from the first payload of a to the first of b behind it', () => {
		const banner = down(1001, 3, 20);
		const answer: Sent = { ...down(1101, 40, 20), seq: 5021 };
		const sent = [...handshake(), banner, up(1001, 10, 100), up(1101, 20, 9), answer];
		expect(tcpsOf(sent)).toMatchObject([{ response: 30 }]);
		expect(tcpsOf(sent.slice(0, -1))).toMatchObject([{ response: undefined }]);
	});
});

describe('offers', () => {
	const offered = [...mss(1400), ...windowScale(7), ...SACK_PERMITTED];
	const answered = [...mss(1220), ...windowScale(2), ...SACK_PERMITTED];

	test('segment size, window scale and selective acknowledgments of both', () => {
		expect(tcpsOf(handshake(offered, answered))).toMatchObject([
			{ mss: [1400, 1220], windowScale: [7, 2], sack: true },
		]);
	});

	test('by one alone they are not in force', () => {
		expect(tcpsOf(handshake(offered, mss(1220)))).toMatchObject([
			{ mss: [1400, 1220], windowScale: [undefined, undefined], sack: false },
		]);
		expect(tcpsOf([syn(0), syn(9)])).toMatchObject([{ sack: false }]);
		expect(tcpsOf(handshake(offered).slice(0, 1))).toMatchObject([{ sack: false }]);
	});

	test.each([
		{ what: 'a length of 0', options: [2, 0, ...offered, 0, 0] },
		{ what: 'a length of 1', options: [2, 1, ...offered, 0, 0] },
		{ what: 'a length beyond the header', options: [2, 44, ...offered, 0, 0] },
		{ what: 'a length that is another option’s', options: [2, 3, 5, 3, 2, 1, 1, 1] },
		{ what: 'behind the end of options', options: [0, 0, 0, 0, ...offered] },
	])('are not read where they are damaged: $what', ({ options }) => {
		expect(tcpsOf(handshake(options, []))).toMatchObject([
			{ mss: [0, 0], windowScale: [undefined, undefined], sack: false },
		]);
	});

	test('cut anywhere, nothing behind the cut is read', () => {
		const whole = segment({ flags: SYN, seq: 1000, options: offered, size: 9 });
		for (const end of whole.bytes.keys()) {
			const [one, other] = [0, 255].map((junk) => {
				const rest = new Array<number>(80).fill(junk);
				const packets = [{ ...whole, bytes: whole.bytes.slice(0, end) }, { bytes: rest }];
				return allFlows(readCapture(pcap(packets, { link: LINK_RAW })));
			});
			expect(one).toEqual(other);
		}
	});
});

describe('health', () => {
	test('none where nothing went wrong', () => {
		expect(tcpsOf([...handshake(), up(1001, 3, 100), down(1101, 4)])).toMatchObject([
			{ health: undefined },
		]);
	});

	test('counts by direction', () => {
		const sent = [
			...handshake(),
			up(1001, 3, 100),
			up(1001, 500, 100),
			up(1001, 900, 40),
			down(1101, 901),
			up(1001, 902, 100),
			down(1101, 903),
			down(1101, 904),
			{ ...down(1101, 905, 70), seq: 5101 },
			{ ...down(1101, 906), window: 0, seq: 5171 },
			up(1100, 907),
		];
		expect(tcpsOf(sent)).toMatchObject([
			{
				health: {
					retransmittedBytes: [240, 0],
					retransmissions: [2, 0],
					spuriousRetransmissions: [1, 0],
					fastRetransmissions: [0, 0],
					outOfOrder: [0, 0],
					duplicateAcks: [0, 2],
					lostSegments: [0, 1],
					ackedLost: [0, 0],
					keepAlives: [1, 0],
					zeroWindows: [0, 1],
					zeroWindowProbes: [0, 0],
					windowFull: [0, 0],
				},
			},
		]);
	});

	test('a connection on the ports of another is marked, and the other is not', () => {
		const again: Sent = { flags: SYN, seq: 70_000, at: 9 };
		expect(tcpsOf([...handshake(), { flags: RST, seq: 1001, at: 3 }, again])).toMatchObject([
			{ state: 'reset', portReused: false },
			{ state: 'syn-sent', portReused: true },
		]);
	});
});

describe('bounds', () => {
	const HELD_OF_ONE = 10_000;
	const HELD_OF_ALL = 262_144;

	test('a connection on the ports of another for which there is no room is left out, and counted once', () => {
		const first = [...handshake(), { flags: RST, seq: 1001, at: 3 }];
		const again: readonly Sent[] = [
			{ flags: SYN, seq: 70_000, at: 9 },
			{ back: true, flags: SYN | ACK, seq: 90_000, ack: 70_001, at: 10 },
			{ flags: ACK, seq: 70_001, ack: 90_001, at: 11, size: 100 },
			{ flags: SYN, seq: 170_000, at: 12 },
		];
		const reader = readCapture(capture([[...first, ...again]]), [], { flows: 1 });
		const [alone] = allFlows(readCapture(capture([first])));
		expect(allFlows(reader)).toEqual([alone]);
		expect(reader.status()).toMatchObject({ packets: first.length + again.length, evicted: 1 });
	});

	test('segments that nobody acknowledges are held up to a limit; who lost some is counted once', () => {
		const flows = Math.ceil(HELD_OF_ALL / HELD_OF_ONE);
		const reader = readCapture(unanswered(flows, HELD_OF_ONE));
		expect(reader.status()).toMatchObject({ flows, evicted: flows });
		const few = readCapture(unanswered(flows, 10));
		expect(reader.memory() - few.memory()).toBeLessThan(HELD_OF_ALL * (24 + 32));
	});

	test.skipIf(!hasTshark())('those of one direction as tshark holds them', async () => {
		const begun = unanswered(1, HELD_OF_ONE + 5);
		const next = 1001 + HELD_OF_ONE + 5;
		const end = [
			{ flags: FIN | ACK, seq: next, ack: 5001, at: 1 },
			{ flags: ACK, seq: next + 1, ack: 5001, at: 2 },
			{ ...down(1001 + HELD_OF_ONE, 3), seq: 1 },
			{ flags: FIN | ACK, seq: next + 1, ack: 5001, at: 4 },
			{ flags: ACK, seq: next + 2, ack: 5001, at: 5 },
		].map((sent) => segment(sent));
		const bytes = new Uint8Array([...begun, ...pcap(end, { link: LINK_RAW }).subarray(24)]);
		const reader = readCapture(bytes);
		expect(reader.packet(HELD_OF_ONE + 6).notes).toEqual(['lost-segment']);
		expect(reader.packet(HELD_OF_ONE + 9).notes).toEqual(['duplicate-ack']);
		const agreement = compareTcp(await askTcpOf(bytes), reader);
		expect(TCP_PARTS.flatMap((part) => agreement[part].differ)).toEqual([]);
	});
});
