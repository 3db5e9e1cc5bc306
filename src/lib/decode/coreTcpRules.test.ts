import { describe, expect, test } from 'vitest';
import { askTcpOf } from '../../../tests/conformance/tcpOracle.ts';
import { hasTshark } from '../../../tests/conformance/tshark.ts';
import { ACK, FIN, PSH, RST, SYN } from '../../../tests/fixtures/packets.ts';
import { readCapture } from '../../../tests/fixtures/readCapture.ts';
import {
	capture,
	handshake,
	mss,
	windowScale,
	type Sent,
} from '../../../tests/fixtures/tcpPackets.ts';
import type { PacketNote } from '../model/flow.ts';

/** A segment, and what is to be said of it. */
type Told = readonly [Sent, ...PacketNote[]];

const quiet = (sent: readonly Sent[]): readonly Told[] => sent.map((each) => [each]);

const up = (seq: number, more: Partial<Sent> = {}): Sent => ({
	flags: ACK,
	seq,
	ack: 5001,
	...more,
});
const down = (ack: number, more: Partial<Sent> = {}): Sent => ({
	back: true,
	flags: ACK,
	seq: 5001,
	ack,
	...more,
});
const data = { size: 100 };

const OPEN = quiet(handshake());
/** Three segments from the phone, and the server still asks for the first. */
const ASKED_AGAIN: readonly Told[] = [
	...OPEN,
	[up(1001, { ...data, at: 3 })],
	[up(1101, { ...data, at: 4 })],
	[up(1201, { ...data, at: 5 })],
	[down(1001, { at: 6 }), 'duplicate-ack'],
	[down(1001, { at: 7 }), 'duplicate-ack'],
];

const RULES: Readonly<Record<string, readonly Told[]>> = {
	'in order: nothing': [
		...OPEN,
		[up(1001, { ...data, flags: ACK | PSH, at: 3 })],
		[down(1101, { ...data, at: 4 })],
		[up(1101, { ack: 5101, at: 5 })],
		[up(1101, { ack: 5101, flags: FIN | ACK, at: 6 })],
		[down(1102, { seq: 5101, flags: FIN | ACK, at: 7 })],
		[up(1102, { ack: 5102, at: 8 })],
	],
	'a segment is sent again': [
		...OPEN,
		[up(1001, { ...data, at: 3 })],
		[up(1001, { ...data, at: 300 }), 'retransmission'],
	],
	'a FIN is sent again': [
		...OPEN,
		[up(1001, { flags: FIN | ACK, at: 3 })],
		[up(1001, { flags: FIN | ACK, at: 300 }), 'retransmission'],
	],
	'again, behind two duplicates, in time': [
		...ASKED_AGAIN,
		[up(1001, { ...data, at: 26 }), 'fast-retransmission'],
	],
	'again, behind two duplicates, 20 ms and later': [
		...ASKED_AGAIN,
		[up(1001, { ...data, at: 27 }), 'retransmission'],
	],
	'again, behind one duplicate': [
		...ASKED_AGAIN.slice(0, -1),
		[up(1001, { ...data, at: 26 }), 'retransmission'],
	],
	'again, another one than the duplicates ask for': [
		...ASKED_AGAIN,
		[up(1101, { ...data, at: 26 }), 'retransmission'],
	],
	'again, what was acknowledged': [
		...OPEN,
		[up(1001, { ...data, at: 3 })],
		[down(1101, { at: 4 })],
		[up(1001, { ...data, at: 5 }), 'spurious-retransmission'],
	],
	'late, within a round trip: out of order': [
		...OPEN,
		[up(1101, { ...data, at: 3 }), 'lost-segment'],
		[up(1001, { ...data, at: 4 }), 'out-of-order'],
	],
	'late, a round trip and more: sent again': [
		...OPEN,
		[up(1101, { ...data, at: 3 }), 'lost-segment'],
		[up(1001, { ...data, at: 5 }), 'retransmission'],
	],
	'late, without a handshake to measure by: 3 ms': [
		[up(1001, { ...data, at: 0 })],
		[up(1201, { ...data, at: 1 }), 'lost-segment'],
		[up(1101, { size: 50, at: 3.999 }), 'out-of-order'],
		[up(1151, { size: 40, at: 4 }), 'retransmission'],
	],
	'an acknowledgment repeated': [
		...OPEN,
		[down(1001, { at: 3 }), 'duplicate-ack'],
		[down(1001, { at: 4 }), 'duplicate-ack'],
		[down(1001, { ...data, at: 5 })],
	],
	'an acknowledgment of what was not seen, told once': [
		...OPEN,
		[down(1501, { at: 3 }), 'ack-lost-segment'],
		[down(1501, { at: 4 }), 'duplicate-ack'],
		[up(1501, { ...data, at: 5 }), 'lost-segment'],
		[down(1601, { at: 6 }), 'ack-lost-segment'],
	],
	'an acknowledgment over a hole': [
		...OPEN,
		[up(1201, { ...data, at: 3 }), 'lost-segment'],
		[down(1301, { at: 4 }), 'ack-lost-segment'],
		[down(1301, { at: 5 }), 'duplicate-ack'],
	],
	'a reset may jump': [...OPEN, [up(2001, { flags: RST, at: 3 })]],
	'a keep-alive and its answer, with a byte and without': [
		...OPEN,
		[up(1000, { at: 3 }), 'keep-alive'],
		[down(1001, { at: 4 }), 'keep-alive-ack'],
		[up(1000, { size: 1, at: 5 }), 'keep-alive'],
		[down(1001, { at: 6 }), 'keep-alive-ack'],
		[down(1001, { at: 7 }), 'keep-alive-ack'],
		[up(1001, { ...data, at: 8 })],
		[down(1001, { at: 9 }), 'duplicate-ack'],
	],
	'a window closes, is probed and opens again': [
		...OPEN,
		[up(1001, { ...data, at: 3 })],
		[down(1101, { window: 0, at: 4 }), 'zero-window'],
		[up(1101, { size: 1, at: 5 }), 'zero-window-probe'],
		[down(1101, { window: 0, at: 6 }), 'zero-window', 'zero-window-probe-ack'],
		[up(1101, { size: 1, at: 7 }), 'zero-window-probe'],
		[down(1101, { window: 900, at: 8 }), 'window-update'],
		[up(1101, { ...data, at: 9 })],
	],
	'a reset has no window': [...OPEN, [down(1001, { flags: RST | ACK, window: 0, at: 3 })]],
	'a window is filled': [
		...quiet(handshake(mss(1400))),
		[down(1001, { window: 200, at: 3 }), 'window-update'],
		[up(1001, { ...data, at: 4 })],
		[up(1101, { ...data, at: 5 }), 'window-full'],
	],
	'a scaled window is filled': [
		...quiet(handshake(windowScale(1))),
		[down(1001, { window: 100, at: 3 }), 'window-update'],
		[up(1001, { ...data, at: 4 })],
		[up(1101, { ...data, at: 5 }), 'window-full'],
	],
	'a scale above 14 is 14': [
		...quiet(handshake(windowScale(20))),
		[down(1001, { window: 1, at: 3 }), 'window-update'],
		[up(1001, { size: 1 << 14, at: 4 }), 'window-full'],
	],
	'one side offers no scale: none is used': [
		...quiet(handshake(windowScale(4), mss(1400))),
		[down(1001, { window: 100, at: 3 }), 'window-update'],
		[up(1001, { ...data, at: 4 }), 'window-full'],
	],
	'the window of a SYN is not scaled': [
		[{ flags: SYN, seq: 1000, options: windowScale(4), at: 0 }],
		[{ ...down(1001), seq: 5000, flags: SYN | ACK, options: windowScale(4), window: 100, at: 1 }],
		[up(1001, { ...data, at: 2 }), 'window-full'],
	],
	'without its SYN no scale is known, and no window full': [
		[down(1001, { window: 100, at: 0 })],
		[up(1001, { ...data, at: 1 })],
	],
	'numbers wrap': [
		[{ flags: SYN, seq: 2 ** 32 - 51, at: 0 }],
		[{ back: true, flags: SYN | ACK, seq: 5000, ack: 2 ** 32 - 50, at: 1 }],
		[up(2 ** 32 - 50, { at: 2 })],
		[up(2 ** 32 - 50, { ...data, at: 3 })],
		[up(50, { ...data, at: 4 })],
		[down(150, { at: 5 })],
		[up(2 ** 32 - 50, { ...data, at: 6 }), 'spurious-retransmission'],
		[up(250, { ...data, at: 7 }), 'lost-segment'],
	],
	'one direction alone': [
		[up(1001, { ...data, at: 0 })],
		[up(1101, { ...data, ack: 6001, at: 1 })],
		[up(1301, { ...data, ack: 6001, at: 2 }), 'lost-segment'],
		[up(1201, { ...data, ack: 7001, at: 900 }), 'retransmission'],
	],
	'a SYN is sent again, and so is its answer': [
		[{ flags: SYN, seq: 1000, at: 0 }],
		[{ flags: SYN, seq: 1000, at: 1000 }, 'retransmission'],
		[{ back: true, flags: SYN | ACK, seq: 5000, ack: 1001, at: 1001 }],
		[{ back: true, flags: SYN | ACK, seq: 5000, ack: 1001, at: 2001 }, 'retransmission'],
		[up(1001, { at: 2002 })],
	],
	'a SYN is sent again behind a reset with another number': [
		[{ flags: SYN, seq: 1000, at: 0 }],
		[{ flags: RST, seq: 9000, at: 1 }],
		[{ flags: SYN, seq: 1000, at: 2 }, 'retransmission'],
		[{ back: true, flags: SYN | ACK, seq: 5000, ack: 1001, at: 3 }],
		[up(1001, { at: 4 })],
	],
	'the ports of another connection': [
		...OPEN,
		[up(1001, { flags: RST, at: 3 })],
		[{ flags: SYN, seq: 70_000, at: 4 }, 'port-reused'],
		[{ back: true, flags: SYN | ACK, seq: 90_000, ack: 70_001, at: 5 }],
	],
	'the answer to a SYN that was not seen, on the ports of another connection': [
		...OPEN,
		[
			{ back: true, flags: SYN | ACK, seq: 90_000, ack: 70_001, at: 9 },
			'lost-segment',
			'ack-lost-segment',
			'port-reused',
		],
	],
	'both open at the same time': [
		[{ flags: SYN, seq: 1000, at: 0 }],
		[{ back: true, flags: SYN, seq: 5000, at: 1 }],
		[{ flags: SYN | ACK, seq: 1000, ack: 5001, at: 2 }, 'retransmission'],
		[{ back: true, flags: SYN | ACK, seq: 5000, ack: 1001, at: 3 }, 'retransmission'],
		[up(1001, { at: 4 }), 'duplicate-ack'],
	],
	'data in the SYN': [
		[{ flags: SYN, seq: 1000, size: 10, at: 0 }],
		[{ back: true, flags: SYN | ACK, seq: 5000, ack: 1011, at: 1 }],
		[up(1011, { at: 2 })],
		[up(1011, { ...data, at: 3 })],
	],
	'a header of less than 20 bytes tells nothing': [
		...OPEN,
		[up(1201, { ...data, words: 4, at: 3 })],
		[up(1001, { ...data, at: 900 }), 'retransmission'],
	],
	'a header cut behind the window tells nothing, but counts': [
		...OPEN,
		[up(1001, { ...data, at: 3 })],
		[up(1101, { ...data, captured: 37, at: 4 })],
		[up(1201, { ...data, at: 5 })],
	],
	'a header cut in front of the window does not count': [
		...OPEN,
		[up(1001, { ...data, captured: 35, at: 3 })],
		[up(1101, { ...data, at: 4 }), 'lost-segment'],
	],
	'payload that was not captured counts': [
		...OPEN,
		[up(1001, { ...data, captured: 40, at: 3 })],
		[up(1101, { ...data, captured: 60, at: 4 })],
		[down(1201, { at: 5 })],
	],
	'a packet that says to be longer than it was': [
		...OPEN,
		[up(1001, { ...data, totalLength: 1400, at: 3 })],
		[up(1101, { ...data, at: 4 })],
	],
};

const cases = Object.entries(RULES).map(([what, told]) => ({ what, told }));
const all = capture(cases.map(({ told }) => told.map(([sent]) => sent)));
const sorted = (notes: readonly PacketNote[]): readonly PacketNote[] => [...notes].sort();
const expected = cases.map(({ told }) => told.map(([, ...notes]) => sorted(notes)));

describe('what a segment tells', () => {
	const reader = readCapture(all);
	let first = 0;
	const places = cases.map(({ what, told }, index) => {
		first += told.length;
		return { what, index, from: first - told.length, to: first };
	});

	test.each(places)('$what', ({ index, from, to }) => {
		const indices = Array.from({ length: to - from }, (_, place) => from + place);
		expect(indices.map((place) => sorted(reader.packet(place).notes))).toEqual(expected[index]);
	});

	test.skipIf(!hasTshark())('and tshark says the same of every one', async () => {
		const frames = await askTcpOf(all);
		const theirs = new Map(frames.map(({ index, notes }) => [index, sorted(notes)]));
		const ours = expected.flat();
		expect(ours.map((_, index) => theirs.get(index) ?? [])).toEqual(ours);
	});
});
