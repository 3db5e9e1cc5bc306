import { peerOf, SENDERS, toServer, type Frame } from './network.ts';
import { TcpConnection } from './tcp.ts';
import { fetchedSize, joined, pick, within, type World } from './world.ts';

/** Where messengers listen. */
const PORTS = [443, 5222, 5223] as const;
/** What three messages of a Noise handshake carry (pattern XX, of 25519 and AES-GCM): keys, and who it is. */
const HANDSHAKE = { first: 36, answer: 350, last: 140 };
/** What encryption adds to a message, and one that says only that another has arrived. */
const SEAL = 16;
const RECEIPT = 24;
const LARGEST = 60_000;

/** A sealed message behind its length, in three bytes. */
const sealed = ({ noise }: World, length: number): Uint8Array =>
	joined([0, length >> 8, length & 255], noise(length));

/** A messenger's own protocol, which only it can read: short messages both ways, now and then a picture. */
export function* messengerConnection(world: World): Generator<Frame, void> {
	const { dice, sizes } = world;
	const tcp = new TcpConnection(world, toServer(world, pick(dice, PORTS)));
	yield* tcp.open();
	yield* tcp.send('phone', sealed(world, HANDSHAKE.first));
	yield* tcp.send('other', sealed(world, HANDSHAKE.answer));
	yield* tcp.send('phone', sealed(world, HANDSHAKE.last));
	for (let left = 5 + dice(20); left > 0; left -= 1) {
		const sender = pick(dice, SENDERS);
		const isPicture = dice(6) === 0;
		const length = isPicture ? Math.min(fetchedSize(world), LARGEST) : within(world, sizes.asked);
		yield* tcp.send(sender, sealed(world, SEAL + length));
		yield* tcp.send(peerOf(sender), sealed(world, RECEIPT));
	}
	yield* tcp.close();
}
