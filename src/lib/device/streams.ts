import type { Bytes } from '../base/units.ts';

/** As much of a byte stream as is read here: the browser's own and the library's type of it both fit. */
export interface ByteSource {
	getReader(): ByteReader;
}

export interface ByteReader {
	read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
	cancel(reason?: unknown): Promise<void>;
}

/** Chunk after chunk to the end. An error of the source is its end: what came before it counts. */
export async function* chunksOf(source: ByteSource): AsyncGenerator<Uint8Array, void> {
	const reader = source.getReader();
	for (;;) {
		const { value } = await reader.read().catch(() => ({ value: undefined }));
		if (value === undefined) return;
		yield value;
	}
}

/** A stream that is written by `push`, which waits for its reader. */
export interface Pushed {
	readonly readable: ReadableStream<Uint8Array>;
	push(chunk: Uint8Array): Promise<void>;
	close(): void;
	/** Nobody will read any more: what is pushed is dropped, and `push` does not wait. */
	abandon(): void;
}

/** A stream as fast as its reader: one chunk waits in it, no more. */
export function paced(): Pushed {
	let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
	let closed = false;
	let cancelled = false;
	let wake = (): void => undefined;
	const isFull = (): boolean => !cancelled && (controller?.desiredSize ?? 1) <= 0;
	const abandon = (): void => {
		cancelled = true;
		wake();
	};
	const readable = new ReadableStream<Uint8Array>(
		{
			start(given) {
				controller = given;
			},
			pull() {
				wake();
			},
			cancel() {
				closed = true;
				abandon();
			},
		},
		{ highWaterMark: 1 },
	);
	return {
		readable,
		async push(chunk) {
			if (cancelled) return;
			controller?.enqueue(chunk);
			while (isFull()) {
				await new Promise<void>((resolve) => {
					wake = resolve;
				});
			}
		},
		close() {
			if (!closed) controller?.close();
			closed = true;
		},
		abandon,
	};
}

/**
 * A stream that never waits for its reader, and of what nobody has read yet keeps the newest `limit` bytes. For
 * standard error: it shares one connection with standard output, and unread it would stop both.
 */
export function drained(limit: Bytes): Pushed {
	const kept: Uint8Array[] = [];
	let size = 0;
	let ended = false;
	let wake = (): void => undefined;
	const readable = new ReadableStream<Uint8Array>(
		{
			async pull(controller) {
				while (kept.length === 0 && !ended) {
					await new Promise<void>((resolve) => {
						wake = resolve;
					});
				}
				const chunk = kept.shift();
				size -= chunk?.length ?? 0;
				if (chunk === undefined) controller.close();
				else controller.enqueue(chunk);
			},
		},
		{ highWaterMark: 0 },
	);
	return {
		readable,
		push(chunk) {
			kept.push(chunk);
			size += chunk.length;
			while (size > limit && kept.length > 1) size -= kept.shift()?.length ?? 0;
			wake();
			return Promise.resolve();
		},
		close() {
			ended = true;
			wake();
		},
		abandon: () => undefined, // It never waits, and what it keeps is bounded.
	};
}

/** Everything up to `limit` bytes; undefined when there was more. */
export async function collected(source: ByteSource, limit: Bytes): Promise<Uint8Array | undefined> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of chunksOf(source)) {
		size += chunk.length;
		if (size > limit) return undefined;
		chunks.push(chunk);
	}
	return joined(chunks, size);
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
	const whole = new Uint8Array(size);
	let at = 0;
	for (const chunk of chunks) {
		whole.set(chunk, at);
		at += chunk.length;
	}
	return whole;
}

/** Text of a program: UTF-8, bad bytes shown as U+FFFD, nothing else changed (no byte order mark taken away). */
export function textOf(bytes: Uint8Array): string {
	return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
