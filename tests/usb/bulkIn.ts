import { PACKET_SIZE } from './descriptors.ts';
import type { UsbError } from './usbError.ts';

/** How a transfer ended. Towards the phone `bytes` is empty. */
export type Outcome =
	| { readonly ok: true; readonly bytes: Uint8Array }
	| { readonly ok: false; readonly error: UsbError };

/** A request of the host for up to `length` bytes of the phone. */
export interface InRequest {
	readonly length: number;
	readonly parts: Uint8Array[];
	filled: number;
	/** Called once, possibly before `submit` returns; never after `cancel`. */
	readonly done: (outcome: Outcome) => void;
}

export function inRequest(length: number, done: (outcome: Outcome) => void): InRequest {
	return { length, parts: [], filled: 0, done };
}

/**
 * A bulk endpoint towards the host (USB 2.0, 5.8): what the phone sends meets what the host asks for.
 *
 * A request ends when it is full or at a short packet. So a transfer whose length is a multiple of the
 * packet size does not end a longer request: the next transfer's bytes follow in the same buffer. A
 * packet that does not fit into what is left of a request is lost, and the request fails (babble).
 */
export class BulkIn {
	readonly #transfers: Uint8Array[] = [];
	readonly #requests: InRequest[] = [];
	readonly #onDelivered: (length: number) => void;
	#queued = 0;

	constructor(onDelivered: (length: number) => void) {
		this.#onDelivered = onDelivered;
	}

	/** Bytes that the phone has sent and the host not yet asked for. */
	get queued(): number {
		return this.#queued;
	}

	get waiting(): number {
		return this.#requests.length;
	}

	/** One transfer of the phone, not empty. */
	push(transfer: Uint8Array): void {
		this.#transfers.push(transfer);
		this.#queued += transfer.length;
		this.#run();
	}

	submit(request: InRequest): void {
		this.#requests.push(request);
		this.#run();
	}

	/** Forgets a request without an answer. True if it was still waiting. */
	cancel(request: InRequest): boolean {
		const at = this.#requests.indexOf(request);
		if (at >= 0) {
			this.#requests.splice(at, 1);
		}
		return at >= 0;
	}

	/** Drops what is queued and fails every waiting request: the device was unplugged or reset. */
	fail(error: UsbError): void {
		this.#transfers.length = 0;
		this.#queued = 0;
		for (const { done } of this.#requests.splice(0)) {
			done({ ok: false, error });
		}
	}

	#run(): void {
		for (;;) {
			const request = this.#requests[0];
			const transfer = this.#transfers[0];
			if (request === undefined || transfer === undefined) {
				return;
			}
			const outcome = this.#fill(request, transfer);
			if (outcome !== undefined) {
				this.#requests.shift();
				request.done(outcome);
			}
		}
	}

	/** Moves what fits; the outcome, if this ends the request. */
	#fill(request: InRequest, transfer: Uint8Array): Outcome | undefined {
		const room = request.length - request.filled;
		if (transfer.length > room && room % PACKET_SIZE !== 0) {
			this.#take(transfer, room - (room % PACKET_SIZE) + PACKET_SIZE);
			return { ok: false, error: 'EOVERFLOW' };
		}
		const part = this.#take(transfer, room);
		request.parts.push(part);
		request.filled += part.length;
		const full = request.filled === request.length;
		const short = part.length % PACKET_SIZE !== 0;
		if (!full && !short) {
			return undefined;
		}
		this.#onDelivered(request.filled);
		return { ok: true, bytes: joined(request.parts) };
	}

	/** Takes up to `length` bytes off the first transfer. */
	#take(transfer: Uint8Array, length: number): Uint8Array {
		const part = transfer.subarray(0, length);
		this.#queued -= part.length;
		if (part.length === transfer.length) {
			this.#transfers.shift();
		} else {
			this.#transfers[0] = transfer.subarray(part.length);
		}
		return part;
	}
}

/** The parts as one; a single part is given back as it is, not copied. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
	const [only] = parts;
	return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
}
