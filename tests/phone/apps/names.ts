// How an app of the phone learns an address: asked anew every time, so that every exchange shows its
// name on the wire.
import { Resolver } from 'node:dns/promises';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { ROUTER_V4 } from '../network.ts';
import { DNS_PROXY_SOCKET } from '../paths.ts';

const resolver = new Resolver();
resolver.setServers([ROUTER_V4]);

/** Asks the name server from this process, under its uid. */
export async function askServer(name: string, family: 4 | 6): Promise<string> {
	const found = await (family === 4 ? resolver.resolve4(name) : resolver.resolve6(name));
	const [address] = found;
	if (address === undefined) throw new Error(`no address for ${name}`);
	return address;
}

/** Lets netd ask, as bionic does: the app itself sends no packet. */
async function askNetd(name: string, family: 4 | 6): Promise<string> {
	const socket = connect(DNS_PROXY_SOCKET);
	socket.end(`${family} ${name}`);
	const address = await text(socket);
	if (address === '') throw new Error(`netd found no address for ${name}`);
	return address;
}

export function lookup(name: string, family: 4 | 6): Promise<string> {
	return process.env['DNS_OWNER'] === 'netd' ? askNetd(name, family) : askServer(name, family);
}
