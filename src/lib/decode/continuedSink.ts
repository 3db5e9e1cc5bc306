import type { Bytes } from '../base/units.ts';
import type { FileSink } from './fileSink.ts';

/** A sink that had the first `had` bytes of a file before: of one that is read anew it gets the rest. */
export class ContinuedSink implements FileSink {
	readonly #sink: FileSink;
	#had: Bytes;

	constructor(sink: FileSink, had: Bytes) {
		this.#sink = sink;
		this.#had = had;
	}

	push(chunk: Uint8Array): boolean {
		const isNew = chunk.subarray(this.#had);
		this.#had -= chunk.length - isNew.length;
		return isNew.length === 0 || this.#sink.push(isNew);
	}

	unpackedFrom(read: Bytes): void {
		if (this.#had === 0) this.#sink.unpackedFrom(read);
	}
}
