// A phone that does what a test says, packet by packet: for what a well-behaved one would never do.
import { AdbCommand, type AdbDaemonConnection, type AdbPacketData } from '@yume-chan/adb';
import type { AdbPacketInit } from '@yume-chan/adb';
import { ReadableStream, WritableStream } from '@yume-chan/stream-extra';
import type { Consumable } from '@yume-chan/stream-extra';
import type { Link, Plug } from '../../src/lib/device/bus.ts';
import { ok } from '../../src/lib/base/result.ts';

type React = (packet: AdbPacketInit, phone: ScriptedPhone) => void;

/** What comes out of the cable next: a packet, its end, or an error. */
type Arrival = AdbPacketData | 'end' | Error;

export class ScriptedPhone {
	readonly connection: AdbDaemonConnection;
	/** Everything that the host sent. */
	readonly received: AdbPacketInit[] = [];
	readonly #queue: Arrival[] = [];
	#wake = (): void => undefined;

	constructor(react: React) {
		const readable = new ReadableStream<AdbPacketData>(
			{
				pull: async (controller) => {
					const arrival = await this.#next();
					if (arrival === 'end') controller.close();
					else if (arrival instanceof Error) controller.error(arrival);
					else controller.enqueue(arrival);
				},
			},
			{ highWaterMark: 0 },
		);
		const writable = new WritableStream<Consumable<AdbPacketInit>>({
			write: (chunk) => {
				chunk.tryConsume((packet) => {
					// Copied: the library may use its buffers again.
					const copy = { ...packet, payload: packet.payload.slice() };
					this.received.push(copy);
					react(copy, this);
				});
			},
		});
		this.connection = { readable, writable };
	}

	send(command: AdbCommand, arg0: number, arg1: number, payload: string | Uint8Array = ''): void {
		const bytes = typeof payload === 'string' ? new TextEncoder().encode(payload) : payload;
		this.#arrive({ command, arg0, arg1, payload: bytes });
	}

	/** Behind everything sent so far the host sees the end, or an error. */
	end(error?: Error): void {
		this.#arrive(error ?? 'end');
	}

	async #next(): Promise<Arrival> {
		for (;;) {
			const arrival = this.#queue.shift();
			if (arrival !== undefined) return arrival;
			await new Promise<void>((resolve) => {
				this.#wake = resolve;
			});
		}
	}

	#arrive(arrival: Arrival): void {
		this.#queue.push(arrival);
		this.#wake();
	}

	get link(): Link {
		return {
			connection: this.connection,
			overNetwork: false,
			close: () => {
				this.end(new DOMException('The transfer was cancelled.', 'AbortError'));
				return Promise.resolve();
			},
		};
	}

	plug(serial: string): Plug {
		return { serial, offersAdb: true, open: () => Promise.resolve(ok(this.link)) };
	}
}

/** Lets the host in without a key, with the given features. */
export function greet(phone: ScriptedPhone, features = 'shell_v2,cmd'): void {
	const banner = `device::ro.product.name=scripted;features=${features}`;
	phone.send(AdbCommand.Connect, 0x01000001, 1024 * 1024, banner);
}
