// A capture such as a phone makes: many conversations side by side, of the kinds and in the sizes of real ones. The
// same bytes every time.
import { pcap } from '../fixtures/captures.ts';
import { conversationsAtOnce, type Conversation } from './traffic/kinds.ts';
import type { Frame } from './traffic/network.ts';
import { BEGIN_SECONDS } from './traffic/services.ts';
import { newWorld, now, type PacketSizes, type Sizes, type World } from './traffic/world.ts';

const RECORD_HEADER = 16;

const SIZES: Readonly<Record<PacketSizes, Sizes>> = {
	mixed: {
		mean: 684,
		segment: 1460,
		datagram: [1200, 1350],
		voice: [60, 160],
		video: [700, 1100],
		proof: [2600, 4100],
		asked: [90, 490],
		fetched: { least: 300, doublings: 10 },
		exchanges: 2,
	},
	small: {
		mean: 100,
		segment: 68,
		datagram: [30, 100],
		voice: [28, 64],
		proof: [100, 200],
		asked: [6, 24],
		fetched: { least: 6, doublings: 6 },
		exchanges: 40,
	},
};

/** One conversation after the other. */
function* inTurn(world: World, kind: Conversation): Generator<Frame, never> {
	for (;;) yield* kind(world);
}

/** Frames of many conversations that go on side by side, without end. */
function* framesOf(world: World, sizes: PacketSizes): Generator<Frame, never> {
	const places = conversationsAtOnce(sizes).map((kind) => inTurn(world, kind));
	for (;;) {
		const place = places[world.dice(places.length)];
		if (place !== undefined) yield place.next().value;
	}
}

/** Writes the packets of a capture one behind the other, into one block after the other. */
export class MixedTraffic {
	readonly #world: World;
	readonly #frames: Generator<Frame, never>;
	#next: Frame;

	constructor(sizes: PacketSizes) {
		this.#world = newWorld(SIZES[sizes]);
		this.#frames = framesOf(this.#world, sizes);
		this.#next = this.#frames.next().value;
	}

	/** Fills a block with whole packets; what is left of it has no room for another one. */
	fill(block: Uint8Array): Uint8Array {
		let at = 0;
		for (;;) {
			const { head, payload } = this.#next;
			const end = at + RECORD_HEADER + head.length + payload.length;
			if (end > block.length) return block.subarray(0, at);
			this.#writeHeader(
				new DataView(block.buffer, block.byteOffset + at),
				head.length + payload.length,
			);
			block.set(head, at + RECORD_HEADER);
			block.set(payload, end - payload.length);
			at = end;
			this.#world.captured.packets += 1;
			this.#world.captured.bytes += head.length + payload.length;
			this.#next = this.#frames.next().value;
		}
	}

	get packets(): number {
		return this.#world.captured.packets;
	}

	#writeHeader(record: DataView, length: number): void {
		const stamp = now(this.#world);
		record.setUint32(0, BEGIN_SECONDS + Math.floor(stamp / 1e6), true);
		record.setUint32(4, stamp % 1e6, true);
		record.setUint32(8, length, true);
		record.setUint32(12, length, true);
	}
}

/** What a pcap begins with. */
export const FILE_HEADER: Uint8Array = pcap([]);

export interface MixedCapture {
	readonly bytes: Uint8Array<ArrayBuffer>;
	readonly packets: number;
}

/** A pcap of at most `size` bytes, and no more than a packet less. */
export function mixedCapture(size: number, sizes: PacketSizes = 'mixed'): MixedCapture {
	const file = new Uint8Array(size);
	file.set(FILE_HEADER);
	const traffic = new MixedTraffic(sizes);
	const { length } = traffic.fill(file.subarray(FILE_HEADER.length));
	return { bytes: file.subarray(0, FILE_HEADER.length + length), packets: traffic.packets };
}
