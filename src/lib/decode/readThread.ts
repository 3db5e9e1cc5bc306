import { transfer, wrap } from 'comlink';
import type { serveFile } from './fileServing.ts';
import { feedFile } from './fileFeed.ts';
import type { FeedFile } from './fileSink.ts';
import { feedByThread, type ReadingThread } from './servedFeed.ts';

/** Reads large files in a thread of their own, where the machine has a second core for it. */
export function createFileFeed(): FeedFile<Blob> {
	return navigator.hardwareConcurrency > 1 ? feedByThread(startReading) : feedFile;
}

function startReading(): ReadingThread {
	const worker = new Worker(new URL('../../workers/read.worker.ts', import.meta.url), {
		type: 'module',
		name: 'read',
	});
	const serve = wrap<typeof serveFile>(worker);
	return {
		serve: (file, port) => serve(file, transfer(port, [port])),
		broken: new Promise((resolve) => {
			worker.addEventListener('error', resolve);
		}),
		stop: () => {
			worker.terminate();
		},
	};
}
