import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { resolve } from 'node:path';
import type { Duplex } from 'node:stream';
import { assert } from '#lib/base/assert.ts';
import type { Bus } from './bus.ts';
import { bridge } from './shim/bridge.ts';
import { bundleShim } from './shim/bundle.ts';
import { findInSite, type SiteAnswer } from './site.ts';

export interface ServeOptions {
	/** The built site. */
	readonly folder: string;
	/** Under which path the site lies, with a slash at both ends; the root if not given. */
	readonly base?: string;
	/** A free port is taken if not given, or for 0. */
	readonly port?: number;
	/** Give pages and workers a `navigator.usb` that reaches this bus, whatever the browser has. */
	readonly shim?: boolean;
	/** The bus for the shim; needed with it, unused without. */
	readonly bus?: Bus;
}

export interface TestServer extends AsyncDisposable {
	/** `http://127.0.0.1:<port>`: a secure context to browsers, as WebUSB demands. */
	readonly origin: string;
	close(): Promise<void>;
}

/** The shim's script and its WebSocket, next to the site's own files. */
const SHIM_PATH = 'usb-shim.js';
const SOCKET_PATH = 'usb';

/** Serves a built site as a static host does. Without the shim not a byte differs from the files. */
export async function serve(options: ServeOptions): Promise<TestServer> {
	const folder = resolve(options.folder);
	const base = options.base ?? '/';
	const shim = options.shim === true ? await startShim(base, options.bus) : undefined;
	const server = createServer((request, response) => {
		void answer({ folder, base, shim }, request, response);
	});
	const sockets = new Set<Socket>();
	server.on('connection', (socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
	});
	if (shim !== undefined) {
		upgrades(server, base + SOCKET_PATH, shim.bus);
	}
	server.listen(options.port ?? 0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	assert(address !== null && typeof address === 'object', 'a TCP server has a port');
	const close = async (): Promise<void> => {
		const closed = once(server, 'close');
		server.close();
		for (const socket of sockets) {
			socket.destroy();
		}
		await closed;
	};
	return { origin: `http://127.0.0.1:${address.port}`, close, [Symbol.asyncDispose]: close };
}

interface Shim {
	readonly script: string;
	readonly bus: Bus;
}

interface Site {
	readonly folder: string;
	readonly base: string;
	readonly shim: Shim | undefined;
}

async function startShim(base: string, bus: Bus | undefined): Promise<Shim> {
	assert(bus !== undefined, 'the shim has a bus to reach');
	return { script: await bundleShim(base + SOCKET_PATH), bus };
}

function upgrades(server: Server, path: string, bus: Bus): void {
	server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
		if (pathOf(request) === path) {
			bridge(request, socket, bus);
		} else {
			socket.destroy();
		}
	});
}

async function answer(
	site: Site,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	if (request.method !== 'GET' && request.method !== 'HEAD') {
		response.writeHead(405).end();
		return;
	}
	const path = pathOf(request);
	if (site.shim !== undefined && path === site.base + SHIM_PATH) {
		response.writeHead(200, { 'content-type': 'text/javascript' }).end(site.shim.script);
		return;
	}
	const found: SiteAnswer = path.startsWith(site.base)
		? await findInSite(site.folder, path.slice(site.base.length - 1))
		: { kind: 'nothing', status: 404 };
	send(site, found, request, response);
}

function send(
	site: Site,
	found: SiteAnswer,
	request: IncomingMessage,
	response: ServerResponse,
): void {
	switch (found.kind) {
		case 'moved':
			response.writeHead(301, { location: site.base + found.to.slice(1) }).end();
			return;
		case 'nothing':
			response.writeHead(found.status, { 'content-type': 'text/plain' }).end('Not found');
			return;
		case 'file': {
			const body = site.shim === undefined ? found.body : withShim(site, found, request);
			// Every build is new to the browser, also when file names are not hashed.
			response.writeHead(found.status, { 'content-type': found.type, 'cache-control': 'no-cache' });
			response.end(body);
		}
	}
}

/** A page loads the shim first of all scripts; a worker imports it before its own modules run. */
function withShim(
	{ base }: Site,
	{ type, body }: SiteAnswer & { kind: 'file' },
	request: IncomingMessage,
): Buffer | string {
	if (type.startsWith('text/html')) {
		return body.toString().replace(/<head[^>]*>/, `$&<script src="${base}${SHIM_PATH}"></script>`);
	}
	return isWorker(request) ? `import '${base}${SHIM_PATH}';\n${body.toString()}` : body;
}

/**
 * Browsers say what a script is for; the site's own service worker, which fetches ahead of need, does
 * not. It knows worker scripts by SvelteKit's folder for them.
 */
function isWorker(request: IncomingMessage): boolean {
	return (
		request.headers['sec-fetch-dest'] === 'worker' || /\/workers\/[^/]*\.js$/.test(pathOf(request))
	);
}

function pathOf(request: IncomingMessage): string {
	const [path = '/'] = (request.url ?? '/').split('?');
	return path;
}
