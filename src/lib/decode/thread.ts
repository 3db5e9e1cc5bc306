import { wrap, type Remote } from 'comlink';
import type { RecordingDecoder } from './decoder.ts';

/** A decoder in a thread of its own. */
export interface DecoderThread {
	readonly decoder: Remote<RecordingDecoder>;
	/** Resolves, with what the browser says, if the thread cannot run: calls to it then never settle. */
	readonly broken: Promise<string>;
	/** Ends the thread, whatever it is doing. A recording stays on disk as a leftover. */
	stop(): void;
}

/** Starts the decoding thread. Callbacks go through comlink's `proxy`, ports through its `transfer`. */
export function startDecoder(): DecoderThread {
	const worker = new Worker(new URL('../../workers/decode.worker.ts', import.meta.url), {
		type: 'module',
		name: 'decode',
	});
	const broken = new Promise<string>((resolve) => {
		worker.addEventListener('error', ({ message }) => {
			resolve(message);
		});
	});
	return {
		decoder: wrap<RecordingDecoder>(worker),
		broken,
		stop: () => {
			worker.terminate();
		},
	};
}
