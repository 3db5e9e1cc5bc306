import { u16, u32, zeros, type Octets } from '../../fixtures/packets.ts';
import { datagramsBetween, toServer, type Frame, type Send } from './network.ts';
import { drawn, now, type World } from './world.ts';

/** RFC 5905: the first byte of a question and of an answer in version 4, and when its seconds began. */
const NTP_ASKS = 0x23;
const NTP_ANSWERS = 0x24;
const NTP_EPOCH = 2_208_988_800;
/** RFC 8489 */
const STUN_REQUEST = 0x0001;
const STUN_RESPONSE = 0x0101;
const STUN_COOKIE = 0x2112a442;
const XOR_MAPPED_ADDRESS = 0x20;

export const BEGIN_SECONDS = 1_750_000_000;

/** Seconds, and a fraction of 32 bits. */
function timestamp(world: World): Octets {
	const seconds = BEGIN_SECONDS + Math.floor(now(world) / 1e6) + NTP_EPOCH;
	return [...u32(seconds), ...world.noise(4)];
}

/** Asks a server for the time. */
export function* askTime(world: World): Generator<Frame, void> {
	const send = datagramsBetween(toServer(world, 123));
	const asked = timestamp(world);
	yield send('phone', [NTP_ASKS, 0, 6, 0xec, ...zeros(36), ...asked]);
	const answered = timestamp(world);
	const head = [NTP_ANSWERS, 2, 6, 0xe9, ...u32(0x0200), ...u32(0x0300), 198, 51, 100, 7];
	yield send('other', [...head, ...answered, ...asked, ...answered, ...answered]);
}

/** Asks a server which address and port the world sees. */
export const askAddress = (world: World): Generator<Frame, void> =>
	bind(world, datagramsBetween(toServer(world, 3478)));

/** A STUN binding. */
export function* bind(world: World, send: Send): Generator<Frame, void> {
	const transaction = drawn(world, 12);
	const message = (type: number, attributes: Octets): Octets => [
		...u16(type),
		...u16(attributes.length),
		...u32(STUN_COOKIE),
		...transaction,
		...attributes,
	];
	yield send('phone', message(STUN_REQUEST, []));
	const address = [0, 1, ...world.noise(6)];
	const mapped = [...u16(XOR_MAPPED_ADDRESS), ...u16(address.length), ...address];
	yield send('other', message(STUN_RESPONSE, mapped));
}
