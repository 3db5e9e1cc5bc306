import type { AdbDaemonConnection, AdbPacketInit } from '@yume-chan/adb';
import { Consumable, ReadableStream, WritableStream } from '@yume-chan/stream-extra';
import type { ReadableStreamDefaultController } from '@yume-chan/stream-extra';
import type { Milliseconds } from '../base/units.ts';
import type { Packet, PacketFilter } from './packetFilter.ts';

/** How long data that arrived before the end of a connection may wait for its reader. */
const GRACE: Milliseconds = 2_000;

export interface TapOptions {
	/** In the order in which a packet from the phone meets them. */
	readonly filters: readonly PacketFilter[];
	/** The connection is over, for whatever reason, which is `undefined` where it just ended. Called once. */
	readonly ended: (reason: unknown) => void;
}

/**
 * A connection whose packets pass through filters.
 *
 * Its end is always an end, never an error: the library would throw away, with an error, what no one had read yet.
 * Data that is still pending then gets a moment, writes are swallowed, and `ended` has the reason at once.
 */
export function tap(connection: AdbDaemonConnection, options: TapOptions): AdbDaemonConnection {
	return new Tap(connection, options).connection;
}

class Tap {
	readonly connection: AdbDaemonConnection;
	readonly #options: TapOptions;
	#controller: ReadableStreamDefaultController<Packet> | undefined;
	#ended = false;
	#closed = false;

	constructor(inner: AdbDaemonConnection, options: TapOptions) {
		this.#options = options;
		const reader = inner.readable.getReader();
		const writer = inner.writable.getWriter();
		const readable = new ReadableStream<Packet>(
			{
				start: (controller) => {
					this.#controller = controller;
				},
				pull: () => this.#pull(() => reader.read()),
				cancel: (reason) => {
					this.#closed = true;
					this.#end(reason);
					return reader.cancel(reason);
				},
			},
			{ highWaterMark: 0 },
		);
		const send = async (packet: AdbPacketInit): Promise<void> => {
			const chunk = new Consumable(packet);
			chunk.consumed.catch(() => undefined); // Fails with the write, which is heard.
			await writer.write(chunk);
		};
		const writable = new WritableStream<Consumable<AdbPacketInit>>({
			write: (chunk) => chunk.tryConsume((packet) => this.#write(packet, () => send(packet))),
			close: () => writer.close(),
			abort: (reason) => writer.abort(reason),
		});
		this.connection = { readable, writable };
	}

	/** Reads until something is for the library, or to the end. */
	async #pull(read: () => Promise<{ done: boolean; value?: Packet | undefined }>): Promise<void> {
		try {
			while (!this.#ended) {
				const { value } = await read();
				if (value === undefined) break;
				if (this.#deliver([value], this.#options.filters)) return;
			}
			this.#end(undefined);
		} catch (error) {
			this.#end(error);
		}
	}

	async #write(packet: Packet, send: () => Promise<void>): Promise<void> {
		const { filters } = this.#options;
		for (const [index, filter] of filters.entries()) {
			this.#deliver(filter.outgoing(packet), filters.slice(index + 1));
		}
		if (this.#ended) {
			this.#closeWhenRead();
			return;
		}
		try {
			await send();
		} catch (error) {
			this.#end(error);
		}
	}

	#deliver(packets: readonly Packet[], filters: readonly PacketFilter[]): boolean {
		const passed = filters.reduce(
			(left, filter) => left.flatMap((packet) => filter.incoming(packet)),
			packets,
		);
		if (!this.#closed) for (const packet of passed) this.#controller?.enqueue(packet);
		return passed.length > 0;
	}

	#end(reason: unknown): void {
		if (this.#ended) return;
		this.#ended = true;
		this.#options.ended(reason);
		setTimeout(() => {
			this.#close();
		}, GRACE);
		this.#closeWhenRead();
	}

	#closeWhenRead(): void {
		if (!this.#options.filters.some((filter) => filter.pending())) this.#close();
	}

	#close(): void {
		if (this.#closed) return;
		this.#closed = true;
		this.#controller?.close();
	}
}
