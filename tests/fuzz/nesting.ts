// Packets put into packets, and packets taken to pieces: what hand-made captures seldom hold together.
import type { Dice } from './dice.ts';

type Octets = Uint8Array<ArrayBuffer>;

const UDP = 17;
/** Headers in front of an inner packet, by what announces them: a UDP port, or an IP protocol below 256. */
const TUNNELS: readonly [Tunnel, ...Tunnel[]] = [
	{ by: 4789, header: [8, 0, 0, 0, 0, 0, 1, 0], inner: 'ethernet' },
	{ by: 6081, header: [0, 0, 0x65, 0x58, 0, 0, 1, 0], inner: 'ethernet' },
	{ by: 6081, header: [1, 0, 0x08, 0x00, 0, 0, 1, 0, 0, 1, 2, 0], inner: 'ip' },
	{ by: 2152, header: [0x30, 255, 0, 0, 0, 0, 0, 1], inner: 'ip' },
	{ by: 2152, header: [0x34, 255, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0x85, 1, 0, 0, 0], inner: 'ip' },
	{ by: 3544, header: [], inner: 'ip' },
	{ by: 4, header: [], inner: 'ip' },
	{ by: 41, header: [], inner: 'ip' },
	{ by: 47, header: [0, 0, 0x08, 0x00], inner: 'ip' },
	{ by: 47, header: [0xb0, 0, 0x65, 0x58, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2], inner: 'ethernet' },
	{ by: 1, header: [3, 3, 0, 0, 0, 0, 0, 0], inner: 'ip' },
];

interface Tunnel {
	readonly by: number;
	readonly header: readonly number[];
	readonly inner: 'ethernet' | 'ip';
}

/** `packet`, an IP packet, inside some tunnel between two fixed hosts. */
export function nest(packet: Octets, dice: Dice): Octets {
	const { by, header, inner } = dice.pick(TUNNELS);
	const isSix = (packet[0] ?? 0) >> 4 === 6;
	const frame = inner === 'ethernet' ? [...zeros(12), ...(isSix ? [0x86, 0xdd] : [8, 0])] : [];
	const content = [...header, ...frame, ...packet];
	return by < 256
		? ipv4(by, content)
		: ipv4(UDP, [...u16(by), ...u16(by), ...u16(8 + content.length), 0, 0, ...content]);
}

/** An IPv4 packet in fragments, in any order, perhaps with one missing or twice. */
export function fragments(packet: Octets, dice: Dice): readonly Octets[] {
	const header = ((packet[0] ?? 0) & 15) * 4;
	if ((packet[0] ?? 0) >> 4 !== 4 || header < 20 || packet.length <= header + 8) return [packet];
	const pieces: Octets[] = [];
	for (let at = header; at < packet.length;) {
		const size = 8 * (1 + dice.below(1 + (packet.length >> 4)));
		const body = packet.subarray(at, at + size);
		const piece = new Uint8Array(header + body.length);
		piece.set(packet.subarray(0, header));
		piece.set(body, header);
		const view = new DataView(piece.buffer);
		const isLast = at + size >= packet.length;
		view.setUint16(2, piece.length);
		view.setUint16(6, ((at - header) >> 3) | (isLast ? 0 : 0x2000));
		if (!dice.once(20))
			pieces.splice(dice.once(2) ? pieces.length : dice.below(pieces.length + 1), 0, piece);
		if (dice.once(15)) pieces.push(piece);
		at += size;
	}
	return pieces;
}

const u16 = (value: number): readonly number[] => [(value >> 8) & 255, value & 255];
const zeros = (count: number): readonly number[] => new Array<number>(count).fill(0);

function ipv4(protocol: number, payload: readonly number[]): Octets {
	const total = Math.min(20 + payload.length, 65_535);
	const head = [0x45, 0, ...u16(total), 0, 0, 0, 0, 64, protocol, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2];
	return Uint8Array.from([...head, ...payload]);
}
