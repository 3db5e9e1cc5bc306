// The frames between native/usbfs.c and the bus; the layout is told at the head of that file.
import { joined } from './bulkIn.ts';

const HEADER_LENGTH = 16;

export const Op = {
	open: 0,
	out: 1,
	in: 2,
	control: 3,
	cancel: 4,
	claim: 5,
	release: 6,
	reset: 7,
} as const;

export interface Frame {
	readonly op: number;
	readonly endpoint: number;
	readonly id: number;
	readonly argument: number;
	readonly payload: Uint8Array;
}

/** The head of a frame to usbfs.c; `length` bytes of payload are to follow. */
export function encodeFrame(frame: {
	readonly op: number;
	readonly id?: number;
	readonly argument: number;
	readonly length?: number;
}): Uint8Array {
	const head = Buffer.alloc(HEADER_LENGTH);
	head.writeUInt8(frame.op, 0);
	head.writeUInt32LE(frame.id ?? 0, 4);
	head.writeInt32LE(frame.argument, 8);
	head.writeUInt32LE(frame.length ?? 0, 12);
	return head;
}

/** Finds the frames in a stream of bytes. */
export class FrameReader {
	readonly #parts: Buffer[] = [];
	#held = 0;
	#wanted = HEADER_LENGTH;
	#head: Buffer | undefined;

	/** The frames that `chunk` completes. */
	read(chunk: Buffer): Frame[] {
		this.#parts.push(chunk);
		this.#held += chunk.length;
		const frames: Frame[] = [];
		while (this.#held >= this.#wanted) {
			const frame = this.#next(this.#take());
			if (frame !== undefined) {
				frames.push(frame);
			}
		}
		return frames;
	}

	#take(): Buffer {
		const all = joined(this.#parts.splice(0));
		const bytes = Buffer.from(all.buffer, all.byteOffset, all.length);
		const part = bytes.subarray(0, this.#wanted);
		this.#parts.push(bytes.subarray(this.#wanted));
		this.#held -= part.length;
		return part;
	}

	#next(part: Buffer): Frame | undefined {
		const head = this.#head ?? part;
		const length = head.readUInt32LE(12);
		if (this.#head === undefined && length > 0) {
			this.#head = head;
			this.#wanted = length;
			return undefined;
		}
		const payload = this.#head === undefined ? part.subarray(part.length) : part;
		this.#head = undefined;
		this.#wanted = HEADER_LENGTH;
		return {
			op: head.readUInt8(0),
			endpoint: head.readUInt8(1),
			id: head.readUInt32LE(4),
			argument: head.readInt32LE(8),
			payload,
		};
	}
}
