import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Phone } from '../bus.ts';

/** A phone whose adbd sends every byte back: enough to prove that the way to it and back is whole. */
export interface EchoPhone extends AsyncDisposable {
	readonly phone: Phone;
	/** How often the host has been connected to it; the phone's side of a plug, reset or return. */
	readonly connections: () => number;
	/** Whether a connection is open now. */
	readonly connected: () => boolean;
	/** adbd ends its connection, as when it restarts. */
	hangUp(): void;
}

export async function startEchoPhone(serial: string): Promise<EchoPhone> {
	const folder = await mkdtemp(join(tmpdir(), 'echo-'));
	const socketPath = join(folder, 'adbd');
	const sockets = new Set<Socket>();
	let count = 0;
	const server = createServer((socket) => {
		count++;
		sockets.add(socket);
		socket.on('error', () => undefined);
		socket.on('close', () => sockets.delete(socket));
		socket.pipe(socket);
	});
	server.listen(socketPath);
	await once(server, 'listening');
	const hangUp = (): void => {
		for (const socket of sockets) {
			socket.destroy();
		}
	};
	return {
		phone: { socketPath, serial, product: 'Echo Phone', manufacturer: 'Porthole' },
		connections: () => count,
		connected: () => sockets.size > 0,
		hangUp,
		[Symbol.asyncDispose]: async () => {
			hangUp();
			server.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
