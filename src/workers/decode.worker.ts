import { expose } from 'comlink';
import { compileCore } from '#lib/decode/compileCore.ts';
import { createReaders } from '#lib/decode/core.ts';
import coreUrl from '#lib/decode/core.wasm?url&no-inline';
import { createDecoder } from '#lib/decode/decoder.ts';
import { captureFolder, createDiskStore } from '#lib/decode/diskStore.ts';
import { createMemoryStore } from '#lib/decode/recordings.ts';

// Exposed before anything is awaited: a message that comes earlier is lost, and its caller waits for ever.
expose(
	createDecoder({
		module: compileCore(coreUrl),
		openReader: createReaders(),
		store: createDiskStore(captureFolder, createMemoryStore()),
	}),
);
