// Services that join a stream to a socket of the phone, and the reverse: sockets of the phone
// that open a stream to the host (AOSP adb_listeners.cpp).
import { connect, createServer } from 'node:net';
import type { NetConnectOpts, Server, Socket } from 'node:net';
import { pump } from './command.ts';
import type { Stream } from './stream.ts';

/** Where `tcp:[host:]port`, `localabstract:name` or `localfilesystem:path` leads. */
export function socketAddress(spec: string): NetConnectOpts | undefined {
	const tcp = /^tcp:(?:(.*):)?(\d+)$/.exec(spec);
	if (tcp !== null) return { host: tcp[1] ?? '127.0.0.1', port: Number(tcp[2]) };
	const local = /^(localabstract|localfilesystem):(.+)$/.exec(spec);
	if (local === null) return undefined;
	return { path: local[1] === 'localabstract' ? `\0${local[2] ?? ''}` : (local[2] ?? '') };
}

function join(socket: Socket, stream: Stream): void {
	stream.onData = (bytes) => {
		socket.write(bytes, () => {
			stream.consumed(bytes.length);
		});
	};
	stream.onClose = () => socket.destroy();
	void pump(socket, stream).then(() => stream.end());
}

/** The host opens a socket on the phone. */
export function connectSocket(stream: Stream, address: NetConnectOpts): void {
	const socket = connect(address);
	const refuse = (): void => {
		stream.refuse();
	};
	socket.once('error', refuse);
	stream.onClose = () => socket.destroy();
	socket.once('connect', () => {
		socket.off('error', refuse);
		socket.on('error', () => void stream.end());
		stream.accept();
		join(socket, stream);
	});
}

/** The phone's listening sockets whose connections go to the host. */
export class ReverseListeners {
	readonly #openToHost: (service: string) => Stream | undefined;
	readonly #listeners = new Map<string, { readonly server: Server; readonly remote: string }>();

	constructor(openToHost: (service: string) => Stream | undefined) {
		this.#openToHost = openToHost;
	}

	/** Handles what follows `reverse:`, answering in adb's smart-socket words. */
	async handle(stream: Stream, request: string): Promise<void> {
		stream.accept();
		await stream.write(Buffer.from(await this.#answer(request)));
		await stream.end();
	}

	close(): void {
		for (const { server } of this.#listeners.values()) server.close();
		this.#listeners.clear();
	}

	async #answer(request: string): Promise<string> {
		if (request === 'list-forward') return lengthPrefixed(this.#list());
		if (request === 'killforward-all') {
			this.close();
			return 'OKAY';
		}
		const kill = /^killforward:(.+)$/.exec(request);
		if (kill !== null) return this.#kill(kill[1] ?? '');
		const forward = /^forward:(norebind:)?([^;]+);(.+)$/.exec(request);
		if (forward === null) return fail('unknown reverse request');
		return this.#forward(forward[2] ?? '', forward[3] ?? '', forward[1] !== undefined);
	}

	#list(): string {
		const lines = [...this.#listeners].map(([local, { remote }]) => `UsbFfs ${local} ${remote}\n`);
		return lines.join('');
	}

	#kill(local: string): string {
		const listener = this.#listeners.get(local);
		if (listener === undefined) return fail(`listener '${local}' not found`);
		listener.server.close();
		this.#listeners.delete(local);
		return 'OKAY';
	}

	async #forward(local: string, remote: string, noRebind: boolean): Promise<string> {
		const old = this.#listeners.get(local);
		if (old !== undefined && noRebind) return fail('cannot rebind existing socket');
		const address = socketAddress(local);
		if (address === undefined) return fail(`unknown socket specification: ${local}`);
		if (old !== undefined) {
			this.#listeners.set(local, { server: old.server, remote });
			return 'OKAY';
		}
		return this.#listen(local, remote, address);
	}

	async #listen(local: string, remote: string, address: NetConnectOpts): Promise<string> {
		let name = local;
		const server = createServer((socket) => {
			const target = this.#listeners.get(name)?.remote ?? remote;
			const stream = this.#openToHost(target);
			if (stream === undefined) {
				socket.destroy();
				return;
			}
			socket.on('error', () => void stream.end());
			stream.onClose = () => socket.destroy(); // the host refused
			stream.onOpened = () => {
				join(socket, stream);
			};
		});
		const failure = await new Promise<string | undefined>((resolve) => {
			server.once('error', (error) => {
				resolve(error.message);
			});
			server.listen(address, () => {
				resolve(undefined);
			});
		});
		if (failure !== undefined) return fail(`cannot bind listener: ${failure}`);
		const bound = server.address();
		const chosen = local === 'tcp:0' && bound !== null && typeof bound === 'object';
		if (chosen) name = `tcp:${bound.port}`;
		this.#listeners.set(name, { server, remote });
		return chosen ? `OKAY${lengthPrefixed(String(bound.port))}` : 'OKAY';
	}
}

/** Four hexadecimal digits of length, then the text. */
function lengthPrefixed(text: string): string {
	return Buffer.byteLength(text).toString(16).padStart(4, '0') + text;
}

function fail(reason: string): string {
	return `FAIL${lengthPrefixed(reason)}`;
}
