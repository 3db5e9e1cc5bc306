// The side of the thread that reads a file: its bytes go to the thread that decodes them, which acknowledges each
// message with how many of its bytes are done with.
import type { Result } from '../base/result.ts';
import type { Bytes } from '../base/units.ts';
import { isPacked } from './fileFeed.ts';
import type { FileFault, FileSink } from './fileSink.ts';
import { slicesOf } from './fileSlices.ts';
import { feedPacked } from './packedFeed.ts';

/** What comes out of the port: bytes of the file in order, then how it ended. `read`: of a packed file, so far. */
export type Served =
	| { readonly kind: 'bytes'; readonly bytes: ArrayBuffer; readonly read: Bytes | undefined }
	| {
			readonly kind: 'end';
			readonly fault: FileFault | undefined;
			readonly read: Bytes | undefined;
	  };

/** Bytes sent and not acknowledged: while one slice is decoded the next one is there. */
const MOST_OPEN: Bytes = 32 * 1024 * 1024;
/** Unpacked bytes are gathered to this size. */
const GATHERED: Bytes = 1024 * 1024;

/** Whoever does not want the rest ends the thread. */
const never = new AbortController().signal;

/** Reads a file, unpacking gzip, into `port`. */
export async function serveFile(file: Blob, port: MessagePort): Promise<void> {
	const line = new Line(port);
	line.end(await feedLine(file, line));
}

async function feedLine(file: Blob, line: Line): Promise<FileFault | undefined> {
	const packed: Result<boolean, FileFault> = await isPacked(file);
	if (!packed.ok) return packed.error;
	if (packed.value) return feedPacked(file, line, never);
	for await (const slice of slicesOf(file, never)) {
		if (!slice.ok) return slice.error;
		await line.ready();
		line.send(slice.value.buffer);
	}
	return undefined;
}

class Line implements FileSink {
	readonly #port: MessagePort;
	#open: Bytes = 0;
	#taken: () => void = () => undefined;
	#gathering = new Uint8Array(GATHERED);
	#gathered: Bytes = 0;
	#read: Bytes | undefined;

	constructor(port: MessagePort) {
		this.#port = port;
		port.onmessage = ({ data }: MessageEvent<Bytes>) => {
			this.#open -= data;
			this.#taken();
		};
	}

	async ready(): Promise<void> {
		while (this.#open >= MOST_OPEN) {
			await new Promise<void>((resolve) => {
				this.#taken = resolve;
			});
		}
	}

	/** The buffer is the other thread's afterwards. */
	send(bytes: ArrayBuffer): void {
		this.#open += bytes.byteLength;
		this.#tell({ kind: 'bytes', bytes, read: this.#read }, [bytes]);
	}

	push(chunk: Uint8Array): boolean {
		for (let from = 0; from < chunk.length;) {
			const piece = chunk.subarray(from, from + GATHERED - this.#gathered);
			this.#gathering.set(piece, this.#gathered);
			this.#gathered += piece.length;
			from += piece.length;
			if (this.#gathered === GATHERED) this.#sendGathered();
		}
		return true;
	}

	unpackedFrom(read: Bytes): void {
		this.#read = read;
	}

	end(fault: FileFault | undefined): void {
		this.#sendGathered();
		this.#tell({ kind: 'end', fault, read: this.#read }, []);
	}

	#sendGathered(): void {
		this.send(this.#gathering.buffer.slice(0, this.#gathered));
		this.#gathered = 0;
	}

	#tell(message: Served, transfer: Transferable[]): void {
		this.#port.postMessage(message, transfer);
	}
}
