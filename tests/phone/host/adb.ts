// Debian's adb against a virtual phone: the independent host that keeps the phone honest. It has a
// server, keys and port of its own, so that it disturbs no other adb.
import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import type { Phone } from '../start.ts';

export interface AdbResult {
	readonly stdout: Buffer;
	readonly stderr: string;
	readonly exit: number | null;
}

export type AdbProcess = ChildProcessByStdio<null, Readable, Readable>;

async function listen(server: Server): Promise<number> {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
	const server = createServer();
	const port = await listen(server);
	server.close();
	await once(server, 'close');
	return port;
}

/** Carries TCP connections to the phone's unix socket, as `adb connect` knows only TCP. */
class Relay {
	readonly #server: Server;
	readonly #sockets = new Set<Socket>();

	constructor(socketPath: string) {
		this.#server = createServer({ noDelay: true }, (near) => {
			const far = connect(socketPath);
			for (const [from, to] of [
				[near, far],
				[far, near],
			] as const) {
				this.#sockets.add(from);
				from.on('error', () => to.destroy());
				from.on('close', () => {
					this.#sockets.delete(from);
					to.destroy();
				});
				from.pipe(to);
			}
		});
	}

	listen(): Promise<number> {
		return listen(this.#server);
	}

	close(): void {
		this.#server.close();
		for (const socket of this.#sockets) socket.destroy();
	}
}

/** adb, its server, and the way to one phone. */
export class AdbHost implements AsyncDisposable {
	/** The phone's name for `adb -s`. */
	readonly serial: string;
	readonly #relay: Relay;
	readonly #home: string;
	readonly #environment: NodeJS.ProcessEnv;

	private constructor(relay: Relay, port: number, serverPort: number) {
		this.#relay = relay;
		this.serial = `127.0.0.1:${port}`;
		this.#home = mkdtempSync(join(tmpdir(), 'porthole-adb-'));
		this.#environment = {
			...process.env,
			HOME: this.#home,
			ANDROID_ADB_SERVER_PORT: String(serverPort),
			// No search for emulators.
			ADB_LOCAL_TRANSPORT_MAX_PORT: '0',
		};
	}

	/** Starts a server and lets it connect; the phone decides about the rest. */
	static async connect(phone: Phone): Promise<AdbHost> {
		const relay = new Relay(phone.socketPath);
		const host = new AdbHost(relay, await relay.listen(), await freePort());
		await host.server('connect', host.serial);
		return host;
	}

	/** Like `connect`, and waits until the phone let it in. */
	static async attach(phone: Phone): Promise<AdbHost> {
		const host = await AdbHost.connect(phone);
		await host.adb('wait-for-device');
		return host;
	}

	/** `adb` without a phone. */
	server(...args: readonly string[]): Promise<AdbResult> {
		return this.#finish(this.#spawn(args));
	}

	/** `adb -s <phone>`. */
	adb(...args: readonly string[]): Promise<AdbResult> {
		return this.#finish(this.start(...args));
	}

	/** `adb -s <phone>`, left running. */
	start(...args: readonly string[]): AdbProcess {
		return this.#spawn(['-s', this.serial, ...args]);
	}

	/** What `adb shell` prints, as text. */
	async shell(command: string): Promise<string> {
		return (await this.adb('shell', command)).stdout.toString();
	}

	/** `device`, `unauthorized`, `offline` … as adb sees the phone. */
	async state(): Promise<string> {
		const { stdout } = await this.server('devices');
		const line = stdout
			.toString()
			.split('\n')
			.find((found) => found.startsWith(this.serial));
		return line?.split('\t')[1] ?? 'absent';
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.server('kill-server');
		this.#relay.close();
		rmSync(this.#home, { recursive: true, force: true });
	}

	#spawn(args: readonly string[]): AdbProcess {
		return spawn('adb', args, {
			env: this.#environment,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
	}

	async #finish(child: AdbProcess): Promise<AdbResult> {
		const [stdout, stderr] = await Promise.all([
			buffer(child.stdout),
			text(child.stderr),
			once(child, 'close'),
		]);
		return { stdout, stderr, exit: child.exitCode };
	}
}
