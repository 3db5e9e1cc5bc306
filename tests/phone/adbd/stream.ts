import { CLSE, OKAY, WRTE } from './packet.ts';

/** How many bytes the phone lets a host send ahead with delayed_ack (AOSP INITIAL_DELAYED_ACK_BYTES). */
export const RECEIVE_WINDOW = 32 * 1024 * 1024;

/** What a stream needs of the transport that carries it. */
export interface Carrier {
	readonly delayedAck: boolean;
	readonly maxPayload: number;
	/** Resolves when the transport can take more. */
	send(command: number, arg0: number, arg1: number, payload?: Buffer): Promise<void>;
	forget(stream: Stream): void;
}

function int32(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeInt32LE(value);
	return bytes;
}

/** One multiplexed stream (AOSP `asocket`), from the phone's side. */
export class Stream {
	readonly localId: number;
	/** The host's id; 0 until the host answers an OPEN of ours. */
	remoteId: number;
	/** The service got bytes. It says `consumed` when it has room for more. */
	onData: (bytes: Buffer) => void = () => undefined;
	/** The host closed the stream or went away. Not called after our own `end`. */
	onClose: () => void = () => undefined;
	/** The host took a stream that we opened (reverse). */
	onOpened: () => void = () => undefined;
	#carrier: Carrier;
	#credit: number;
	#closed = false;
	#wake: (() => void) | undefined;
	/** Writers share a stream (stdout and stderr of one shell): one after the other. */
	#tail: Promise<void> = Promise.resolve();

	constructor(carrier: Carrier, localId: number, remoteId: number, credit: number) {
		this.#carrier = carrier;
		this.localId = localId;
		this.remoteId = remoteId;
		this.#credit = credit;
	}

	get closed(): boolean {
		return this.#closed;
	}

	/** Answers the host's OPEN with yes. */
	accept(): void {
		this.consumed(RECEIVE_WINDOW);
	}

	/** Answers the host's OPEN with no. */
	refuse(): void {
		this.#shut();
		void this.#carrier.send(CLSE, 0, this.remoteId);
	}

	/** Device to host. Resolves when the transport took the bytes or the stream is closed. */
	write(bytes: Buffer): Promise<void> {
		this.#tail = this.#tail.then(() => this.#writeNow(bytes));
		return this.#tail;
	}

	/** Lets the host send `count` more bytes; without delayed_ack: one more packet. */
	consumed(count: number): void {
		if (this.#closed) return;
		const payload = this.#carrier.delayedAck ? int32(count) : undefined;
		void this.#carrier.send(OKAY, this.localId, this.remoteId, payload);
	}

	/** Closes after everything written so far. */
	async end(): Promise<void> {
		await this.#tail;
		if (this.#closed) return;
		this.#shut();
		await this.#carrier.send(CLSE, this.localId, this.remoteId);
	}

	/** OKAY from the host: it took `count` bytes (delayed_ack) or the last packet. */
	acknowledged(count: number): void {
		this.#credit = this.#carrier.delayedAck ? this.#credit + count : 1;
		this.#resume();
	}

	/** CLSE from the host. AOSP answers it with a CLSE of its own. */
	closedByHost(): void {
		if (this.#closed) return;
		this.drop();
		void this.#carrier.send(CLSE, this.localId, this.remoteId);
	}

	/** The transport is gone. */
	drop(): void {
		if (this.#closed) return;
		this.#shut();
		this.onClose();
	}

	#shut(): void {
		this.#closed = true;
		this.#carrier.forget(this);
		this.#resume();
	}

	#resume(): void {
		this.#wake?.();
		this.#wake = undefined;
	}

	async #writeNow(bytes: Buffer): Promise<void> {
		for (let at = 0; at < bytes.length;) {
			while (!this.#closed && this.#credit <= 0) {
				await new Promise<void>((resolve) => (this.#wake = resolve));
			}
			if (this.#closed) return;
			const part = bytes.subarray(at, at + this.#carrier.maxPayload);
			// As in AOSP the window may go below zero: cutting a packet at its edge makes tinygrams.
			this.#credit -= this.#carrier.delayedAck ? part.length : 1;
			await this.#carrier.send(WRTE, this.localId, this.remoteId, part);
			at += part.length;
		}
	}
}
