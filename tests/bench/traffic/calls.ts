import { u16, u32 } from '../../fixtures/packets.ts';
import { datagramsBetween, SENDERS, toPeer, type Frame } from './network.ts';
import { bind } from './services.ts';
import { drawn, joined, pick, within, type Range, type World } from './world.ts';

/** The first byte of RTP in version 2, with neither padding nor extension (RFC 3550 5.1). */
const VERSION_2 = 0x80;
const MARKER = 0x80;

/** How something is sent. */
interface Medium {
	/** One of the dynamic ones, 96 to 127 (RFC 3551 6). */
	readonly payloadType: number;
	/** Of the medium's clock, from one frame to the next one. */
	readonly ticks: number;
	/** Packets of a frame, at most. Where there can be several, the last one is marked. */
	readonly pieces: number;
	readonly size: Range;
}

/** 20 ms at 48 kHz. */
const voice = (size: Range): Medium => ({ payloadType: 111, ticks: 960, pieces: 1, size });

/** 30 pictures a second at 90 kHz. */
const pictures = (size: Range): Medium => ({ payloadType: 96, ticks: 3000, pieces: 5, size });

/** SRTP (RFC 3711): headers in clear, and what nobody can open. */
function* framesOf(world: World, medium: Medium): Generator<readonly Uint8Array[], never> {
	const { dice } = world;
	const source = drawn(world, 4);
	let sequence = dice(2 ** 15);
	let time = dice(2 ** 31);
	for (;;) {
		const count = 1 + dice(medium.pieces);
		yield Array.from({ length: count }, (_, index) => {
			const marker = medium.pieces > 1 && index === count - 1 ? MARKER : 0;
			const number = u16((sequence + index) & 0xffff);
			const head = [VERSION_2, marker | medium.payloadType, ...number, ...u32(time), ...source];
			return joined(head, world.noise(within(world, medium.size)));
		});
		sequence += count;
		time = (time + medium.ticks) >>> 0;
	}
}

/** A call with someone behind another such port: voices both ways, and mostly pictures. */
export function* call(world: World): Generator<Frame, void> {
	const { dice, sizes } = world;
	const send = datagramsBetween(toPeer(world));
	yield* bind(world, send);
	const hasPictures = sizes.video !== undefined && dice(4) > 0;
	const media = [voice(sizes.voice), ...(hasPictures ? [pictures(sizes.video)] : [])];
	const streams = media.map((medium) => ({
		phone: framesOf(world, medium),
		other: framesOf(world, medium),
	}));
	for (let left = 300 + dice(600); left > 0;) {
		const sender = pick(dice, SENDERS);
		const packets = streams[dice(streams.length)]?.[sender].next().value ?? [];
		for (const packet of packets) yield send(sender, packet);
		left -= packets.length;
	}
}
