import { ACK, FIN, PSH, RST, SYN, u16, u32, type Octets } from '../../fixtures/packets.ts';
import {
	headersBefore,
	peerOf,
	tcpFront,
	type Ends,
	type Frame,
	type Front,
	type Sender,
} from './network.ts';
import { now, type World } from './world.ts';

/** Where numbers stand in the header. */
const SEQUENCE = 4;
const ACKNOWLEDGMENT = 8;
const FLAGS = 13;
const WINDOW = 14;
const OPTIONS = 20;

/** Options in front of the time stamp, which are those of every segment (RFC 7323 3.2). */
const STAMP: Octets = [1, 1, 8, 10, 0, 0, 0, 0, 0, 0, 0, 0];
const STAMP_AT = OPTIONS + 4;
const STAMP_SIZE = STAMP.length;
const SACK_PERMITTED: Octets = [1, 1, 4, 2];
const NOTHING = new Uint8Array();
/** In that of an opening segment it is not scaled yet. */
const OPENING_WINDOW = 65_535;

/** One end of a connection. */
interface End {
	readonly front: Front;
	readonly scale: number;
	readonly window: number;
	/** What its clock showed when the capture began, in milliseconds. */
	readonly clock: number;
	/** What it sends next, and what it waits for. */
	next: number;
	expected: number;
	stamp: number;
}

/** One segment, as far as it is not told by the end that sends it. */
interface Segment {
	readonly flags: number;
	readonly payload?: Uint8Array;
	/** Other than the next one. */
	readonly sequence?: number;
	readonly front?: Front;
	readonly window?: number;
}

/** A connection as two phones' or servers' kernels keep it: with time stamps, and here and there a mishap. */
export class TcpConnection {
	readonly #world: World;
	readonly #ends: Ends;
	readonly #state: Readonly<Record<Sender, End>>;
	readonly #room: number;

	constructor(world: World, ends: Ends) {
		const { dice, sizes } = world;
		this.#world = world;
		this.#ends = ends;
		this.#room = sizes.segment - STAMP_SIZE - (ends.phone.includes(':') ? 20 : 0);
		const end = (sender: Sender, scale: number, window: number): End => ({
			...{ front: tcpFront(ends, sender, STAMP), scale, window },
			...{ clock: dice(2 ** 31), next: dice(2 ** 31), expected: 0, stamp: 0 },
		});
		this.#state = { phone: end('phone', 8, 1400), other: end('other', 7, 900) };
	}

	*open(): Generator<Frame, void> {
		yield this.#opening('phone', SYN);
		yield this.#opening('other', SYN | ACK);
		yield this.#segment('phone', { flags: ACK });
	}

	/** Nobody listens there. */
	*refused(): Generator<Frame, void> {
		yield this.#opening('phone', SYN);
		yield this.#segment('other', { flags: RST | ACK, window: 0 });
	}

	/** Sends bytes; the other end acknowledges every second segment. */
	*send(sender: Sender, bytes: Uint8Array): Generator<Frame, void> {
		const pieces = this.#cut(bytes);
		const { dice } = this.#world;
		for (let index = 0; index < pieces.length; index += 1) {
			const canMiss = sender === 'other' && index > 0 && index + LOST_TOGETHER < pieces.length;
			if (canMiss && dice(RARE) === 0) {
				yield* this.#loseOne(sender, pieces.slice(index, index + LOST_TOGETHER));
				index += LOST_TOGETHER - 1;
				continue;
			}
			const isLast = index === pieces.length - 1;
			yield this.#data(sender, pieces[index] ?? NOTHING, isLast);
			if (isLast || index % 2 === 1) yield this.#acknowledgment(sender);
		}
		const last = pieces.at(-1) ?? NOTHING;
		// A single byte that comes again would be a keep-alive.
		if (last.length > 1 && dice(RARE) === 0) yield* this.#sendAgain(sender, last);
	}

	/** In order, or cut off by the phone. */
	*close(): Generator<Frame, void> {
		if (this.#world.dice(12) === 0) {
			yield this.#segment('phone', { flags: RST | ACK });
			return;
		}
		yield this.#segment('phone', { flags: FIN | ACK });
		yield this.#segment('other', { flags: FIN | ACK });
		yield this.#segment('phone', { flags: ACK });
	}

	#cut(bytes: Uint8Array): readonly Uint8Array[] {
		const count = Math.ceil(bytes.length / this.#room);
		return Array.from({ length: count }, (_, index) =>
			bytes.subarray(index * this.#room, (index + 1) * this.#room),
		);
	}

	#opening(sender: Sender, flags: number): Frame {
		const { sizes } = this.#world;
		const { scale } = this.#state[sender];
		const most = sizes.segment - (this.#ends.phone.includes(':') ? 20 : 0);
		const offered = [2, 4, ...u16(most), ...SACK_PERMITTED, 1, 3, 3, scale];
		const front = tcpFront(this.#ends, sender, [...STAMP, ...offered]);
		return this.#segment(sender, { flags, front, window: OPENING_WINDOW });
	}

	#data(sender: Sender, payload: Uint8Array, isLast: boolean): Frame {
		return this.#segment(sender, { flags: isLast ? PSH | ACK : ACK, payload });
	}

	/** Of what `sender` sent. */
	#acknowledgment(sender: Sender): Frame {
		return this.#segment(peerOf(sender), { flags: ACK });
	}

	/** The first of some segments never reaches the phone: each of the others is answered with what is still missing. */
	*#loseOne(sender: Sender, pieces: readonly Uint8Array[]): Generator<Frame, void> {
		const [lost = NOTHING, ...others] = pieces;
		const from = this.#state[sender];
		const to = this.#state[peerOf(sender)];
		const sequence = from.next;
		from.next = add(from.next, lost.length);
		for (const piece of others) {
			yield this.#data(sender, piece, false);
			to.expected = sequence;
			yield this.#selective(peerOf(sender), add(sequence, lost.length), from.next);
		}
		yield this.#segment(sender, { flags: ACK, payload: lost, sequence });
		yield this.#acknowledgment(sender);
	}

	/** The last segment comes twice, for its acknowledgment was late. */
	*#sendAgain(sender: Sender, payload: Uint8Array): Generator<Frame, void> {
		const { next } = this.#state[sender];
		const sequence = add(next, -payload.length);
		yield this.#segment(sender, { flags: PSH | ACK, payload, sequence });
		yield this.#selective(peerOf(sender), sequence, next);
	}

	/** An acknowledgment that tells a block which came without what is in front of it, or twice (RFC 2018, RFC 2883). */
	#selective(sender: Sender, begin: number, end: number): Frame {
		const block = [1, 1, 5, 10, ...u32(begin), ...u32(end)];
		return this.#segment(sender, {
			flags: ACK,
			front: tcpFront(this.#ends, sender, [...STAMP, ...block]),
		});
	}

	#segment(sender: Sender, segment: Segment): Frame {
		const { flags, payload = NOTHING, sequence } = segment;
		const from = this.#state[sender];
		const to = this.#state[peerOf(sender)];
		const { front = from.front, window = from.window } = segment;
		from.stamp = add(from.clock, Math.floor(now(this.#world) / 1000));
		const head = headersBefore(front, payload.length);
		const at = front.transport;
		head.setUint32(at + SEQUENCE, sequence ?? from.next);
		head.setUint32(at + ACKNOWLEDGMENT, (flags & ACK) === 0 ? 0 : from.expected);
		head.setUint8(at + FLAGS, flags);
		head.setUint16(at + WINDOW, window);
		head.setUint32(at + STAMP_AT, from.stamp);
		head.setUint32(at + STAMP_AT + 4, to.stamp);
		if (sequence === undefined) {
			from.next = add(from.next, payload.length + ((flags & (SYN | FIN)) === 0 ? 0 : 1));
		}
		to.expected = from.next;
		return { head: new Uint8Array(head.buffer), payload };
	}
}

/** Segments of which one is lost, and one in how many flights or segments that befalls. */
const LOST_TOGETHER = 4;
const RARE = 150;

/** Sequence numbers and time stamps begin anew behind 32 bits. */
const add = (number: number, more: number): number => (number + more) >>> 0;
