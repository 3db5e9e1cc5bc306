import { u16, u32, type Octets } from '../../fixtures/packets.ts';
import { ackFrame, cryptoFrame, initial, varint, VERSION_1 } from '../../fixtures/quicPackets.ts';
import { tlsExtension } from '../../fixtures/tlsPackets.ts';
import { hello, hello13 } from './hellos.ts';
import { datagramsBetween, toServer, type Frame, type Send, type Sender } from './network.ts';
import { drawn, fetchedSize, joined, within, type World } from './world.ts';

const LONG_HANDSHAKE = 0xe0;
const SHORT = 0x40;
const CONNECTION_ID = 8;
/** The least that a datagram carries behind its header: what hides it takes 20 bytes. */
const LAST = 24;
/** RFC 9000 14.1: no datagram with a client's Initial is smaller. */
const LEAST_INITIAL = 1200;

/** The client's transport parameters (RFC 9000 18.2): a number, and a value of variable length. */
const PARAMETERS: readonly (readonly [parameter: number, value: number])[] = [
	[0x01, 30_000],
	[0x03, 1472],
	[0x04, 15_728_640],
	[0x05, 6_291_456],
	[0x06, 6_291_456],
	[0x07, 6_291_456],
	[0x08, 100],
	[0x09, 103],
];

const QUIC_PARAMETERS = tlsExtension(
	57,
	PARAMETERS.flatMap(([parameter, value]) => {
		const bytes = varint(value);
		return [...varint(parameter), ...varint(bytes.length), ...bytes];
	}),
);

/** The connection ids: the one the client makes up, and the one the server chooses. The client has none itself. */
interface Ids {
	readonly invented: Octets;
	readonly server: Octets;
}

/** A Handshake packet that nobody can open. */
function handshake({ noise }: World, to: Octets, from: Octets, size: number): Uint8Array {
	const ids = [to.length, ...to, from.length, ...from];
	return joined([LONG_HANDSHAKE, ...u32(VERSION_1), ...ids, ...u16(0x4000 | size)], noise(size));
}

function* handshakes(
	world: World,
	send: Send,
	host: string,
	{ invented, server }: Ids,
): Generator<Frame, void> {
	const offer = cryptoFrame(0, hello(world, host, ['h3'], [QUIC_PARAMETERS]));
	yield send('phone', initial({ frames: offer, destination: invented, size: 1250 }));
	const answer = [...ackFrame(), ...cryptoFrame(0, hello13(world, []))];
	const first = initial({
		...{ frames: answer, isServer: true, keys: invented },
		...{ destination: [], source: server },
	});
	yield send('other', joined(first, handshake(world, [], server, LEAST_INITIAL - 220)));
	for (let left = within(world, world.sizes.proof); left > 0; left -= LEAST_INITIAL) {
		yield send('other', handshake(world, [], server, Math.min(left + LAST, LEAST_INITIAL)));
	}
	const last = initial({
		...{ frames: ackFrame(), keys: invented, destination: server },
		...{ number: 1, size: LEAST_INITIAL - 100 },
	});
	yield send('phone', joined(last, handshake(world, server, [], 77)));
}

/** A connection of HTTP/3: everything behind its handshake in packets with a short header. */
export function* quicConnection(world: World, host: string): Generator<Frame, void> {
	const { dice, noise, sizes } = world;
	const send = datagramsBetween(toServer(world, 443));
	const ids = { invented: drawn(world, CONNECTION_ID), server: drawn(world, CONNECTION_ID) };
	yield* handshakes(world, send, host, ids);
	const short = (sender: Sender, length: number): Frame =>
		send(sender, joined([SHORT | dice(64)], sender === 'phone' ? ids.server : [], noise(length)));
	for (let left = 1 + dice(sizes.exchanges); left > 0; left -= 1) {
		yield short('phone', LAST + within(world, sizes.asked));
		const length = within(world, sizes.datagram);
		const count = Math.ceil(fetchedSize(world) / length);
		for (let index = 1; index <= count; index += 1) {
			yield short('other', index === count ? within(world, [LAST, length]) : length);
			if (index % 3 === 0 || index === count) yield short('phone', LAST + dice(12));
		}
	}
}
