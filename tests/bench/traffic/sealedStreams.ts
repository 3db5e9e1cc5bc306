// Datagrams of a protocol of someone's own, sealed from their first byte on.
import { datagramsBetween, peerOf, toPeer, type Frame } from './network.ts';
import { joined, within, type Range, type World } from './world.ts';

/** What begins like this may be QUIC (RFC 9443 2), but noise behind it is no version of it. Nothing else does. */
const FIRST = 0xc0;

/** The size of a datagram of a game: what a player does, and what the others did. */
const DOES: Range = [20, 60];
const DID: Range = [24, 90];
/** What a tunnel carries beside full packets: acknowledgments. */
const SHORT: Range = [60, 100];

const sealed = (world: World, length: number): Uint8Array =>
	joined([FIRST | world.dice(64)], world.noise(length - 1));

/** A game: small datagrams in both directions all the time. */
export function* game(world: World): Generator<Frame, void> {
	const { dice } = world;
	const send = datagramsBetween(toPeer(world));
	for (let left = 200 + dice(400); left > 0; left -= 1) {
		yield dice(2) === 0
			? send('phone', sealed(world, within(world, DOES)))
			: send('other', sealed(world, within(world, DID)));
	}
}

/** A tunnel to a server: full packets one way, mostly to the phone, and short ones back. */
export function* tunnel(world: World): Generator<Frame, void> {
	const { dice, sizes } = world;
	const send = datagramsBetween(toPeer(world));
	for (let left = 40 + dice(100); left > 0; left -= 1) {
		const sender = dice(5) === 0 ? 'phone' : 'other';
		for (let count = 1 + dice(3); count > 0; count -= 1) {
			yield send(sender, sealed(world, within(world, sizes.datagram)));
		}
		yield send(peerOf(sender), sealed(world, within(world, SHORT)));
	}
}
