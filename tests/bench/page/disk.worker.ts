// What the decoding thread is compared with, and the ground it is put on.
import { expose } from 'comlink';
import type { Milliseconds } from '#lib/base/units.ts';
import { compileCore } from '#lib/decode/compileCore.ts';
import { DEFAULT_LIMITS, openLimitedReader } from '#lib/decode/core.ts';
import coreUrl from '#lib/decode/core.wasm?url&no-inline';
import { feedDisk } from '#lib/decode/diskFeed.ts';
import { captureFolder, createDiskStore } from '#lib/decode/diskStore.ts';
import { feedFile } from '#lib/decode/fileFeed.ts';
import { createMemoryStore } from '#lib/decode/recordings.ts';

const store = createDiskStore(captureFolder, createMemoryStore());
const core = compileCore(coreUrl);
const never = new AbortController().signal;

const bench = {
	async ready(): Promise<void> {
		await core;
	},

	/** The file, read as the decoder reads it, and thrown away. */
	async readOnly(file: File): Promise<Milliseconds> {
		const began = performance.now();
		await feedFile(file, { push: () => true, unpackedFrom: () => undefined }, never);
		return performance.now() - began;
	},

	/** Puts the file on this origin's disk as a recording; gives its id. */
	async keep(file: File): Promise<string> {
		const recording = await store.create({ startedAt: 0, interface: 'bench', filter: '' });
		const push = (chunk: Uint8Array): boolean => {
			recording.append(Uint8Array.from(chunk));
			return recording.kept === 'disk';
		};
		await feedFile(file, { push, unpackedFrom: () => undefined }, never);
		if (recording.kept !== 'disk') throw new Error('the disk has no room');
		recording.close();
		return recording.id;
	},

	/** Reads a recording, keeping one of several shares of its flows. */
	async share(id: string, index: number, of: number): Promise<number> {
		const file = await (await store.open(id))?.open?.();
		if (file === undefined) throw new Error('no such recording');
		const reader = openLimitedReader(await core, { ...DEFAULT_LIMITS, share: [index, of] });
		const sink = {
			room: () => reader.room(),
			took: (length: number) => {
				reader.took(length);
				return true;
			},
		};
		await feedDisk(file, sink, never);
		reader.end();
		return reader.status().flows;
	},
};

export type DiskBench = typeof bench;

expose(bench);
