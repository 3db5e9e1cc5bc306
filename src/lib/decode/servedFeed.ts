// The side of the thread that decodes a file which another thread reads (fileServing.ts). Reading a file takes the
// thread that does it as long as decoding it, or half of that.
import type { Bytes } from '../base/units.ts';
import { Breather } from './breather.ts';
import { ContinuedSink } from './continuedSink.ts';
import { CHUNK, feedFile } from './fileFeed.ts';
import type { Served } from './fileServing.ts';
import type { FeedFile, FileFault, FileSink } from './fileSink.ts';
import { piecesOf } from './fileSlices.ts';

/** A thread that reads one file. */
export interface ReadingThread {
	/** As `serveFile`. */
	serve(file: Blob, port: MessagePort): Promise<void>;
	/** Resolves if the thread cannot run, or runs no more. */
	readonly broken: Promise<unknown>;
	/** Ends it, whatever it is doing. */
	stop(): void;
}

/** Smaller files are read before a thread has started. */
const WORTH: Bytes = 64 * 1024 * 1024;

/** Reads files of `worth` and more in a thread that `start` starts; the rest, and what that thread fails to, in this one. */
export function feedByThread(start: () => ReadingThread, worth: Bytes = WORTH): FeedFile<Blob> {
	return async (file, sink, signal) => {
		if (file.size < worth) return feedFile(file, sink, signal);
		const thread = start();
		const served = new ServedFile(sink, signal);
		const ending = await served.feed(thread, file);
		thread.stop();
		if (ending !== 'broken') return ending;
		return feedFile(file, new ContinuedSink(sink, served.given), signal);
	};
}

type Message = Served | 'cancelled' | 'broken';
type Ending = FileFault | 'broken' | undefined;

class ServedFile {
	/** Bytes that the sink got. */
	given: Bytes = 0;
	readonly #sink: FileSink;
	readonly #signal: AbortSignal;
	readonly #breather = new Breather();
	readonly #inbox: Message[] = [];
	#wake: () => void = () => undefined;

	constructor(sink: FileSink, signal: AbortSignal) {
		this.#sink = sink;
		this.#signal = signal;
	}

	async feed(thread: ReadingThread, file: Blob): Promise<Ending> {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = ({ data }: MessageEvent<Served>) => {
			this.#put(data);
		};
		const putBroken = (): void => {
			this.#put('broken');
		};
		void thread.broken.then(putBroken);
		thread.serve(file, port2).catch(putBroken);
		this.#signal.addEventListener('abort', () => {
			this.#put('cancelled');
		});
		const ending = this.#isCancelled() ? 'cancelled' : await this.#takeAll(port1);
		port1.close();
		return ending;
	}

	#put(message: Message): void {
		this.#inbox.push(message);
		this.#wake();
	}

	async #next(): Promise<Message> {
		for (;;) {
			const message = this.#inbox.shift();
			if (message !== undefined) return message;
			await new Promise<void>((resolve) => {
				this.#wake = resolve;
			});
		}
	}

	async #takeAll(port: MessagePort): Promise<Ending> {
		for (;;) {
			const message = await this.#next();
			if (this.#isCancelled()) return 'cancelled';
			if (typeof message === 'string') return message;
			if (message.kind === 'bytes' && !(await this.#take(message.bytes))) {
				return this.#isCancelled() ? 'cancelled' : undefined;
			}
			if (message.read !== undefined) this.#sink.unpackedFrom(message.read);
			if (message.kind === 'end') return message.fault;
			port.postMessage(message.bytes.byteLength);
		}
	}

	/** Says whether more is wanted. */
	async #take(bytes: ArrayBuffer): Promise<boolean> {
		for (const chunk of piecesOf(new Uint8Array(bytes), CHUNK)) {
			await this.#breather.pause();
			if (this.#isCancelled()) return false;
			this.given += chunk.length;
			if (!this.#sink.push(chunk)) return false;
		}
		return true;
	}

	#isCancelled(): boolean {
		return this.#signal.aborted;
	}
}
