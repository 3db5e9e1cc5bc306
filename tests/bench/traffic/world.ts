import { newDice, type Dice } from './dice.ts';

/** As long as a phone's mostly are, or all small. */
export type PacketSizes = 'mixed' | 'small';

/** How large things are: as a phone mostly sees them, or all small, as games and calls make them. */
export interface Sizes {
	/** Bytes of a packet on average. */
	readonly mean: number;
	/** Bytes of payload of a full TCP segment, options among them. */
	readonly segment: number;
	/** Bytes of payload of a QUIC datagram behind the handshake. */
	readonly datagram: Range;
	/** What a packet of a call carries of voices and, where there are any, of pictures, sealed. */
	readonly voice: Range;
	readonly video?: Range;
	/** What a server sends to prove who it is, where it is encrypted. */
	readonly proof: Range;
	/** A request. */
	readonly asked: Range;
	/** What comes back: its least size, and how often that may double. */
	readonly fetched: { readonly least: number; readonly doublings: number };
	/** Requests in one connection, at most. */
	readonly exchanges: number;
}

/** From the least size to below the other one. */
export type Range = readonly [least: number, below: number];

/** What all conversations of a capture share. */
export interface World {
	readonly dice: Dice;
	readonly sizes: Sizes;
	/** What was captured so far. */
	readonly captured: { packets: number; bytes: number };
	/** How many ports conversations had of their own so far. */
	readonly opened: { ports: number };
	/** Certificates of servers, by their domain. */
	readonly chains: Map<string, readonly number[]>;
	/** Bytes that nobody can read, up to 64 kB. None is ASCII or begins a record, wherever a reader may look into them. */
	readonly noise: (length: number) => Uint8Array;
	/** Lines of words, up to 64 kB. */
	readonly words: (length: number) => Uint8Array;
}

/** Microseconds between two packets. */
const GAP = 97;

/** Microseconds since the capture began. */
export const now = ({ captured }: World): number => captured.packets * GAP;

const AMPLE = 1 << 17;
const LARGEST = 1 << 16;
const LINE = '<p>The quick brown fox jumps over the lazy dog, and packs my box with jugs.</p>\r\n';

export function newWorld(sizes: Sizes): World {
	const dice = newDice(1);
	const noise = Uint8Array.from({ length: AMPLE }, () => 128 + dice(128));
	const words = Buffer.from(LINE.repeat(AMPLE / LINE.length));
	const cut = (bytes: Uint8Array) => (length: number) => {
		const at = dice(LARGEST);
		return bytes.subarray(at, at + Math.min(length, bytes.length - at));
	};
	const captured = { packets: 0, bytes: 0 };
	return {
		...{ dice, sizes, captured, opened: { ports: 0 }, chains: new Map() },
		...{ noise: cut(noise), words: cut(words) },
	};
}

/** Bytes that nobody else drew: connection ids, random numbers. */
export const drawn = ({ dice }: World, length: number): readonly number[] =>
	Array.from({ length }, () => dice(256));

/** One of a list. */
export function pick<T>(dice: Dice, list: readonly [T, ...T[]]): T {
	return list[dice(list.length)] ?? list[0];
}

/** A size out of a range. */
export const within = ({ dice }: World, [least, below]: Range): number =>
	least + dice(below - least);

/** So many bytes as come back: mostly few, now and then many; fewer while packets are longer than they should be. */
export function fetchedSize({ dice, sizes, captured }: World): number {
	const { least, doublings } = sizes.fetched;
	const isShort = captured.bytes < sizes.mean * captured.packets;
	return Math.floor(least * 2 ** (dice((isShort ? doublings : doublings / 3) * 1000) / 1000));
}

/** Several parts one behind the other. */
export function joined(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
	const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}
