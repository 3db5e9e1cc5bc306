// What the decoding thread is compared with, and the ground it is put on.
import { expose } from 'comlink';
import type { Milliseconds } from '#lib/base/units.ts';
import { captureFolder, createDiskStore } from '#lib/decode/diskStore.ts';
import { feedFile } from '#lib/decode/fileFeed.ts';
import type { SlicedFile } from '#lib/decode/fileSlices.ts';
import { createMemoryStore } from '#lib/decode/recordings.ts';
import type { Recording } from '#lib/ports/byteStore.ts';

const store = createDiskStore(captureFolder, createMemoryStore());
const never = new AbortController().signal;

const deaf = { unpackedFrom: () => undefined };

/** Written at once: the chunk may be gone afterwards. */
function append(recording: Recording, chunk: Uint8Array): boolean {
	if (!(chunk.buffer instanceof ArrayBuffer)) throw new Error('a chunk of a file is not shared');
	recording.append(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length));
	return recording.kept === 'disk';
}

const bench = {
	/** The file, read as the decoder reads it, and thrown away. */
	async readOnly(file: File): Promise<Milliseconds> {
		const began = performance.now();
		await feedFile(file, { push: () => true, ...deaf }, never);
		return performance.now() - began;
	},

	/** The same without a stream, as browsers read whose files have none. */
	async readSlices(file: File): Promise<Milliseconds> {
		const sliced: SlicedFile = {
			size: file.size,
			slice: (from, to) => file.slice(from, to),
			arrayBuffer: () => file.arrayBuffer(),
		};
		const began = performance.now();
		await feedFile(sliced, { push: () => true, ...deaf }, never);
		return performance.now() - began;
	},

	/** Puts the file on this origin's disk as a recording; gives its id. */
	async keep(file: File): Promise<string> {
		const recording = await store.create({ startedAt: 0, interface: 'bench', filter: '' });
		await feedFile(file, { push: (chunk) => append(recording, chunk), ...deaf }, never);
		if (recording.kept !== 'disk') throw new Error('the disk has no room');
		recording.close();
		return recording.id;
	},

	/** As `readOnly`, and every chunk is written to this origin's disk on the way; forgotten afterwards. */
	async tee(file: File): Promise<Milliseconds> {
		const recording = await store.create({ startedAt: 0, interface: 'bench', filter: '' });
		const began = performance.now();
		await feedFile(file, { push: (chunk) => append(recording, chunk), ...deaf }, never);
		recording.close();
		const taken = performance.now() - began;
		await store.delete(recording.id);
		return taken;
	},
};

export type DiskBench = typeof bench;

expose(bench);
