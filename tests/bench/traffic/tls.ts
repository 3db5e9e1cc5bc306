import { tlsRecord, u16, u32, type Octets } from '../../fixtures/packets.ts';
import {
	ALERT,
	APPLICATION_DATA,
	CHANGE_CIPHER,
	HANDSHAKE,
	message,
	record,
} from '../../fixtures/tlsPackets.ts';
import { counted16, counted8, hello, hello13, messages12 } from './hellos.ts';
import { toServer, type Frame } from './network.ts';
import { TcpConnection } from './tcp.ts';
import { fetchedSize, joined, within, type World } from './world.ts';

/** RFC 8446 5.1 */
const FULL_RECORD = 16_384;
/** What encryption adds to a record. */
const SEAL = 17;
/** RFC 5077 3.3, RFC 5246 7.4.7 */
const NEW_TICKET = 4;
const CLIENT_KEY = 16;
const CHANGE: Octets = record(CHANGE_CIPHER, [1]);
/** Where the session stands in a ClientHello: behind type, length, version, random number and its own length. */
const SESSION_AT = 4 + 2 + 32 + 1;

/** A record that nobody can open. */
const sealed = ({ noise }: World, length: number, type = APPLICATION_DATA): Uint8Array =>
	joined([type, 3, 3, ...u16(length)], noise(length));

/** Encrypted bytes in records, each as large as may be. */
function sealedRecords(world: World, length: number): Uint8Array {
	const records: Uint8Array[] = [];
	for (let left = length; left > 0; left -= FULL_RECORD) {
		records.push(sealed(world, Math.min(left, FULL_RECORD) + SEAL));
	}
	return joined(...records);
}

function* handshake12(world: World, tcp: TcpConnection, host: string): Generator<Frame, void> {
	const some = (length: number): Octets => [...world.noise(length)];
	const flight = messages12(world, host).map((each) => record(HANDSHAKE, each));
	yield* tcp.send('other', joined(...flight));
	const key = record(HANDSHAKE, message(CLIENT_KEY, counted8([4, ...some(64)])));
	yield* tcp.send('phone', joined(key, CHANGE, sealed(world, 40, HANDSHAKE)));
	const ticket = message(NEW_TICKET, [...u32(7200), ...counted16(some(192))]);
	const finished = sealed(world, 40, HANDSHAKE);
	yield* tcp.send('other', joined(record(HANDSHAKE, ticket), CHANGE, finished));
}

/** All but the two hellos is encrypted; the server's certificates are in the largest record. */
function* handshake13(world: World, tcp: TcpConnection, session: Octets): Generator<Frame, void> {
	const flight = [
		sealed(world, 60),
		sealed(world, within(world, world.sizes.proof)),
		sealed(world, 281),
		sealed(world, 53),
	];
	yield* tcp.send('other', joined(record(HANDSHAKE, hello13(world, session)), CHANGE, ...flight));
	yield* tcp.send('phone', joined(CHANGE, sealed(world, 53)));
}

/** Requests and answers, of which now and then the request is the large one. */
function* exchanges(world: World, tcp: TcpConnection): Generator<Frame, void> {
	const { dice, sizes } = world;
	for (let left = 1 + dice(sizes.exchanges); left > 0; left -= 1) {
		const [asked, answered] =
			dice(10) === 0
				? [fetchedSize(world), sizes.asked[0]]
				: [within(world, sizes.asked), fetchedSize(world)];
		yield* tcp.send('phone', sealedRecords(world, asked));
		yield* tcp.send(
			'other',
			joined(sealed(world, within(world, sizes.asked)), sealedRecords(world, answered)),
		);
	}
}

/** A connection over TLS, a third of them of version 1.2. */
export function* tlsConnection(world: World, host: string): Generator<Frame, void> {
	const tcp = new TcpConnection(world, toServer(world, 443));
	const isOld = world.dice(3) === 0;
	yield* tcp.open();
	const first = hello(world, host, ['h2', 'http/1.1']);
	yield* tcp.send('phone', joined(tlsRecord(first)));
	if (isOld) yield* handshake12(world, tcp, host);
	else yield* handshake13(world, tcp, first.slice(SESSION_AT, SESSION_AT + 32));
	yield* exchanges(world, tcp);
	yield* tcp.send('phone', sealed(world, isOld ? 26 : 19, isOld ? ALERT : APPLICATION_DATA));
	yield* tcp.close();
}
