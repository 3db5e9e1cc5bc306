import { toServer, type Frame } from './network.ts';
import { TcpConnection } from './tcp.ts';
import type { World } from './world.ts';

/** A connection that was opened in advance and never used, or that nobody wanted at the other end. */
export function* briefConnection(world: World): Generator<Frame, void> {
	const tcp = new TcpConnection(world, toServer(world, 443));
	if (world.dice(4) === 0) {
		yield* tcp.refused();
		return;
	}
	yield* tcp.open();
	yield* tcp.close();
}
