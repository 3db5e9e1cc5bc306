// An HTTPS client as an Android app is one: IPv4 servers are reached over AF_INET6 sockets, by
// v4-mapped addresses, so its connections show in /proc/net/tcp6.
import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:https';
import type { RequestOptions } from 'node:https';
import { HOSTS, TLS_PORT } from '../network.ts';
import { CA_FILE } from '../paths.ts';
import { runApp } from './app.ts';
import { lookup } from './names.ts';

const { name } = HOSTS.courier;
const ca = readFileSync(CA_FILE);
/** The connection that stays. */
const longLived = new Agent({ keepAlive: true, maxSockets: 1 });
/** How long a connection stays open behind its exchange, as HTTP clients keep them; in ms. */
const LINGER = 2000;

/** A connection of its own for one exchange. */
async function exchange(bytes: number, host: string): Promise<void> {
	const agent = new Agent({ keepAlive: true });
	await fetchBytes(bytes, { host, agent });
	setTimeout(() => {
		// Ended, not destroyed: an app closes its connections, it does not reset them.
		for (const sockets of Object.values(agent.freeSockets))
			for (const socket of sockets ?? []) socket.end();
	}, LINGER);
}

function fetchBytes(bytes: number, options: RequestOptions): Promise<void> {
	return new Promise((resolve, reject) => {
		const request = get(
			{
				...options,
				port: TLS_PORT,
				path: `/bytes/${bytes}`,
				servername: name,
				headers: { host: name },
				ca,
			},
			(response) => {
				response.resume();
				response.once('end', resolve);
				response.once('error', reject);
			},
		);
		request.once('error', reject);
	});
}

runApp(async (bytes) => {
	const address = await lookup(name, 4);
	const host = `::ffff:${address}`;
	await exchange(bytes, host);
	await fetchBytes(16, { host, agent: longLived });
});
