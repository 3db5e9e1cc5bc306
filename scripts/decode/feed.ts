import { open, type FileHandle } from 'node:fs/promises';
import { feedFile } from '#lib/decode/fileFeed.ts';
import type { FileFault, FileSink } from '#lib/decode/fileSink.ts';
import type { SlicedFile } from '#lib/decode/fileSlices.ts';
import type { Bytes } from '#lib/base/units.ts';

const never = new AbortController().signal;

/**
 * Reads a file as the site does, unpacking gzip, until its end or until `sink` wants no more (undefined), or gives the
 * reason that stopped it. Not by `openAsBlob`, as Node counts the bytes of a Blob's file in 32 bits.
 */
export async function feedPath(path: string, sink: FileSink): Promise<FileFault | undefined> {
	const file = await open(path);
	try {
		const { size } = await file.stat();
		return await feedFile(new Part(file, 0, size), sink, never);
	} finally {
		await file.close();
	}
}

/** Some bytes of an open file. */
class Part implements SlicedFile {
	readonly size: Bytes;
	readonly #file: FileHandle;
	readonly #from: Bytes;

	constructor(file: FileHandle, from: Bytes, to: Bytes) {
		this.size = to - from;
		this.#file = file;
		this.#from = from;
	}

	slice(from: Bytes, to: Bytes): Part {
		const end = this.#from + Math.min(to, this.size);
		return new Part(this.#file, Math.min(this.#from + from, end), end);
	}

	async arrayBuffer(): Promise<ArrayBuffer> {
		const bytes = new Uint8Array(this.size);
		let read = 0;
		while (read < this.size) {
			const { bytesRead } = await this.#file.read(bytes, read, this.size - read, this.#from + read);
			if (bytesRead === 0) throw new Error('the file has become shorter');
			read += bytesRead;
		}
		return bytes.buffer;
	}
}
