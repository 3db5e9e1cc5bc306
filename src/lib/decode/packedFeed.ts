import { err, ok, type Result } from '../base/result.ts';
import type { Bytes } from '../base/units.ts';
import { Breather } from './breather.ts';
import type { FileFault, FileSink } from './fileSink.ts';
import { piecesOf, slicesOf, type Slice, type SlicedFile } from './fileSlices.ts';
import { feedMembers } from './gzipMembers.ts';

/** Packed bytes given to the unpacker at once: a hostile file may swell a thousand times. */
const PACKED_PIECE: Bytes = 64 * 1024;

/** How far the sink was served, by whoever did it. */
class Progress implements FileSink {
	/** Unpacked bytes handed on. */
	given: Bytes = 0;
	#read: Bytes = 0;
	#isOver = false;
	readonly #sink: FileSink;

	constructor(sink: FileSink) {
		this.#sink = sink;
	}

	push(chunk: Uint8Array): boolean {
		this.given += chunk.length;
		return this.#sink.push(chunk);
	}

	/** What is read again is no step back. */
	unpackedFrom(read: Bytes): void {
		if (this.#isOver || read <= this.#read) return;
		this.#read = read;
		this.#sink.unpackedFrom(read);
	}

	/** The unpacker may still be at work on what nobody waits for. */
	end(): void {
		this.#isOver = true;
	}
}

/**
 * As `feedFile`, for gzip. The browser's unpacker is the fastest, but takes only one member with nothing behind it
 * (RFC 1952 2.2 allows more), and loses what it had unpacked when it meets damage: what it refuses is read again.
 */
export async function feedPacked(
	file: SlicedFile,
	sink: FileSink,
	signal: AbortSignal,
): Promise<FileFault | undefined> {
	const progress = new Progress(sink);
	const ending = await feedMember(file, progress, signal);
	const isRefused = ending === 'refused';
	const fault = isRefused ? await feedMembers(file, progress, progress.given, signal) : ending;
	progress.end();
	return fault;
}

type Ending = Exclude<FileFault, 'truncated' | 'malformed'> | 'refused' | undefined;

async function feedMember(file: SlicedFile, sink: FileSink, signal: AbortSignal): Promise<Ending> {
	const { readable, writable } = new DecompressionStream('gzip');
	const packing = writeAll(slicesOf(file, signal), writable.getWriter(), sink);
	const reader = readable.getReader();
	const breather = new Breather();
	for (;;) {
		const next = await reader.read().catch(() => undefined);
		// The unpacker gave up; the writing side knows why.
		if (next === undefined) return (await packing) ?? 'refused';
		if (next.done) return await packing;
		await breather.pause();
		const wanted = !signal.aborted && sink.push(next.value);
		if (wanted) continue;
		await reader.cancel();
		return signal.aborted ? 'cancelled' : undefined;
	}
}

/** An unpacker rejects what it is given when it is wrong, and the end when it comes too early. */
async function writeAll(
	slices: AsyncIterable<Slice>,
	writer: WritableStreamDefaultWriter<BufferSource>,
	sink: FileSink,
): Promise<Ending> {
	// The same failure, told once more.
	writer.closed.catch(() => undefined);
	let read: Bytes = 0;
	for await (const slice of slices) {
		if (!slice.ok) {
			await writer.abort().catch(() => undefined);
			return slice.error;
		}
		for (const piece of piecesOf(slice.value, PACKED_PIECE)) {
			// The piece is only lent, and the unpacker may still hold what it has taken.
			const written = await settled(writer.write(piece.slice()));
			if (!written.ok) return 'refused';
			sink.unpackedFrom((read += piece.length));
		}
	}
	const closed = await settled(writer.close());
	return closed.ok ? undefined : 'refused';
}

const settled = (promise: Promise<void>): Promise<Result<void, undefined>> =>
	promise.then(
		() => ok(undefined),
		() => err(undefined),
	);
