import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { assert } from '#lib/base/assert.ts';
import { BulkIn, joined, type InRequest, type Outcome } from './bulkIn.ts';

/** packages/modules/adb/types.h, struct amessage: six words, the fourth of them the payload's length. */
const HEADER_LENGTH = 24;
const PAYLOAD_LENGTH_AT = 12;
/** No adbd sends more (MAX_PAYLOAD is 1 MiB); beyond it the stream is out of step. */
const MAX_PAYLOAD = 16 << 20;

/** The phone is not read from while so much waits for the host, as a real endpoint takes no more. */
const HIGH_WATER = 1 << 20;

/**
 * Cuts what adbd writes into USB transfers: a message's header is one, its payload another
 * (packages/modules/adb/daemon/usb.cpp). On a stream those boundaries are lost and found again here.
 */
class AdbTransfers {
	readonly #parts: Uint8Array[] = [];
	#held = 0;
	#wanted = HEADER_LENGTH;
	#inPayload = false;

	/** The transfers that `chunk` completes. */
	cut(chunk: Uint8Array): Uint8Array[] {
		this.#parts.push(chunk);
		this.#held += chunk.length;
		const transfers: Uint8Array[] = [];
		while (this.#held >= this.#wanted) {
			const all = joined(this.#parts.splice(0));
			const transfer = all.subarray(0, this.#wanted);
			this.#parts.push(all.subarray(this.#wanted));
			this.#held -= this.#wanted;
			this.#next(transfer);
			transfers.push(transfer);
		}
		return transfers;
	}

	#next(transfer: Uint8Array): void {
		const payload = this.#inPayload ? 0 : payloadLength(transfer);
		assert(payload <= MAX_PAYLOAD, `the phone speaks ADB: a payload of ${payload} bytes`);
		this.#inPayload = payload > 0;
		this.#wanted = this.#inPayload ? payload : HEADER_LENGTH;
	}
}

function payloadLength(header: Uint8Array): number {
	return new DataView(header.buffer, header.byteOffset).getUint32(PAYLOAD_LENGTH_AT, true);
}

/** What went over a phone's ADB interface since the bus started. */
export interface Counters {
	/** Bytes that the host got. */
	bytesIn: number;
	/** Bytes that the host sent. */
	bytesOut: number;
	/** Zero-length transfers of the host: how it ends a payload of whole packets. */
	zeroLengthOut: number;
	/** Transfers that the host took back before they ended. */
	cancelled: number;
	/** USB resets that the host asked for. */
	resets: number;
}

/** The two bulk endpoints of a phone's ADB interface, backed by adbd's unix socket. */
export class AdbPipe {
	readonly #path: string;
	readonly #counters: Counters;
	readonly #onHangUp: () => void;
	readonly #in = new BulkIn((length) => {
		this.#counters.bytesIn += length;
	});
	#socket: Socket;

	private constructor(path: string, socket: Socket, counters: Counters, onHangUp: () => void) {
		this.#path = path;
		this.#counters = counters;
		this.#onHangUp = onHangUp;
		this.#socket = socket;
		this.#listen(socket);
	}

	/** Rejects if nobody listens at `path`. `onHangUp` is called when the phone ends the connection. */
	static async open(path: string, counters: Counters, onHangUp: () => void): Promise<AdbPipe> {
		const socket = connect(path);
		await once(socket, 'connect');
		return new AdbPipe(path, socket, counters, onHangUp);
	}

	/** Requests of the host that wait for the phone. */
	get waiting(): number {
		return this.#in.waiting;
	}

	/** Bytes of the phone that wait for the host. */
	get queued(): number {
		return this.#in.queued;
	}

	transferIn(request: InRequest): void {
		this.#in.submit(request);
		this.#throttle();
	}

	cancel(request: InRequest): void {
		if (this.#in.cancel(request)) {
			this.#counters.cancelled++;
		}
	}

	transferOut(bytes: Uint8Array, done: (outcome: Outcome) => void): void {
		this.#counters.bytesOut += bytes.length;
		if (bytes.length === 0) {
			this.#counters.zeroLengthOut++;
		}
		this.#socket.write(bytes, (error) => {
			const failed = error !== null && error !== undefined;
			done(failed ? { ok: false, error: 'ESHUTDOWN' } : NOTHING);
		});
	}

	/** A USB reset: adbd loses its transport and gets a new one; nothing queued survives. */
	reset(): void {
		this.#counters.resets++;
		this.#drop();
		this.#in.fail('ENOENT');
		this.#socket = connect(this.#path);
		this.#listen(this.#socket);
	}

	/** The cable is out: adbd sees its transport end. */
	close(): void {
		this.#drop();
		this.#in.fail('ESHUTDOWN');
	}

	#drop(): void {
		this.#socket.off('close', this.#onHangUp);
		this.#socket.destroy();
	}

	#listen(socket: Socket): void {
		const transfers = new AdbTransfers();
		socket.on('data', (chunk: Buffer) => {
			for (const transfer of transfers.cut(chunk)) {
				this.#in.push(transfer);
			}
			this.#throttle();
		});
		// An error is always followed by 'close', which is what counts.
		socket.on('error', () => undefined);
		socket.on('close', this.#onHangUp);
	}

	#throttle(): void {
		if (this.#in.queued > HIGH_WATER) {
			this.#socket.pause();
		} else if (this.#socket.isPaused()) {
			this.#socket.resume();
		}
	}
}

const NOTHING: Outcome = { ok: true, bytes: new Uint8Array() };
