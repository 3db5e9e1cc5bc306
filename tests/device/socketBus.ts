// A phone on a unix socket instead of a USB port, for the device code: the same ADB packets, without a browser.
import { connect, type Socket } from 'node:net';
import { AdbPacketHeader } from '@yume-chan/adb';
import type { AdbDaemonConnection, AdbPacketData, AdbPacketInit } from '@yume-chan/adb';
import { ReadableStream, WritableStream, type Consumable } from '@yume-chan/stream-extra';
import { ok } from '../../src/lib/base/result.ts';
import type { Bus, Link, Plug, PlugEvent } from '../../src/lib/device/bus.ts';

const HEADER_LENGTH = 24;

/** The ADB packets of a byte stream. */
async function* packetsOf(socket: Socket): AsyncGenerator<AdbPacketData, void> {
	let bytes = Buffer.alloc(0);
	for await (const chunk of socket) {
		bytes = Buffer.concat([bytes, chunk as Buffer]);
		for (;;) {
			const end = bytes.length < HEADER_LENGTH ? Infinity : HEADER_LENGTH + bytes.readUInt32LE(12);
			if (bytes.length < end) break;
			yield {
				command: bytes.readUInt32LE(0),
				arg0: bytes.readUInt32LE(4),
				arg1: bytes.readUInt32LE(8),
				payload: Uint8Array.from(bytes.subarray(HEADER_LENGTH, end)),
			};
			bytes = bytes.subarray(end);
		}
	}
}

/** The ADB connection that a socket carries. */
export function connectionOf(socket: Socket): AdbDaemonConnection {
	const packets = packetsOf(socket);
	const end = (): void => void socket.destroy();
	const readable = new ReadableStream<AdbPacketData>(
		{
			async pull(controller) {
				const { value } = await packets.next();
				if (value === undefined) controller.close();
				else controller.enqueue(value);
			},
			cancel: end,
		},
		{ highWaterMark: 0 },
	);
	const send = (bytes: Uint8Array): Promise<void> =>
		new Promise((resolve, reject) => {
			socket.write(bytes, (error) => {
				if (error) reject(error);
				else resolve();
			});
		});
	const writable = new WritableStream<Consumable<AdbPacketInit>>({
		write: (chunk) =>
			chunk.tryConsume(async (packet) => {
				const header = new Uint8Array(HEADER_LENGTH);
				AdbPacketHeader.serialize({ ...packet, payloadLength: packet.payload.length }, header);
				await send(header);
				await send(Uint8Array.from(packet.payload));
			}),
		close: end,
		abort: end,
	});
	return { readable, writable };
}

/** Connects to a unix socket. */
export async function openSocket(path: string): Promise<Socket> {
	const socket = connect(path);
	await new Promise((resolve, reject) => {
		socket.once('connect', resolve);
		socket.once('error', reject);
	});
	socket.on('error', () => undefined);
	return socket;
}

export function linkOf(socket: Socket, overNetwork = false): Link {
	return {
		connection: connectionOf(socket),
		overNetwork,
		async close() {
			if (socket.closed) return;
			const closed = new Promise((resolve) => socket.once('close', resolve));
			socket.destroy();
			await closed;
		},
	};
}

/** A bus of one port, into which a test plugs phones. */
export class SocketBus implements Bus {
	readonly #plugs = new Map<string, Plug>();
	readonly #reports = new Set<(event: PlugEvent) => void>();
	/** The sockets that were opened, newest last. */
	readonly sockets: Socket[] = [];

	plugs(): Promise<readonly Plug[]> {
		return Promise.resolve([...this.#plugs.values()]);
	}

	watch(report: (event: PlugEvent) => void): void {
		this.#reports.add(report);
	}

	/** A phone is plugged in; `how` replaces parts of an ordinary one. */
	plugIn(serial: string, socketPath: string, how: Partial<Plug> = {}): void {
		const plug: Plug = {
			serial,
			offersAdb: true,
			open: async () => {
				const socket = await openSocket(socketPath);
				this.sockets.push(socket);
				return ok(linkOf(socket));
			},
			...how,
		};
		this.#plugs.set(serial, plug);
		this.#tell({ kind: 'plugged', plug });
	}

	/** The cable is pulled: the connection breaks and the browser says so. */
	pull(serial: string): void {
		const plug = this.#plugs.get(serial);
		if (plug === undefined) return;
		this.#plugs.delete(serial);
		for (const socket of this.sockets) socket.destroy();
		this.#tell({ kind: 'unplugged', plug });
	}

	#tell(event: PlugEvent): void {
		for (const report of this.#reports) report(event);
	}
}
