// An app from before everything was encrypted: plain HTTP over IPv4.
import { Agent, get } from 'node:http';
import { HOSTS, HTTP_PORT } from '../network.ts';
import { runApp } from './app.ts';
import { lookup } from './names.ts';

const { name } = HOSTS.weather;
/** The connection that stays. */
const longLived = new Agent({ keepAlive: true, maxSockets: 1 });
/** How long a connection stays open behind its exchange, as HTTP clients keep them; in ms. */
const LINGER = 2000;

/** A connection of its own for one exchange. */
async function exchange(bytes: number, host: string): Promise<void> {
	const agent = new Agent({ keepAlive: true });
	await fetchBytes(bytes, host, agent);
	setTimeout(() => {
		// Ended, not destroyed: an app closes its connections, it does not reset them.
		for (const sockets of Object.values(agent.freeSockets))
			for (const socket of sockets ?? []) socket.end();
	}, LINGER);
}

function fetchBytes(bytes: number, host: string, agent: Agent): Promise<void> {
	const options = {
		host,
		port: HTTP_PORT,
		path: `/bytes/${bytes}`,
		headers: { host: name },
		agent,
	};
	return new Promise((resolve, reject) => {
		const request = get(options, (response) => {
			response.resume();
			response.once('end', resolve);
			response.once('error', reject);
		});
		request.once('error', reject);
	});
}

runApp(async (bytes) => {
	const host = await lookup(name, 4);
	await exchange(bytes, host);
	await fetchBytes(16, host, longLived);
});
