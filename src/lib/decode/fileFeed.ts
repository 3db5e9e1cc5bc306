import { err, ok, type Result } from '../base/result.ts';
import type { Bytes } from '../base/units.ts';
import type { Stop } from '../model/capture.ts';
import { Breather } from './breather.ts';

/** Browsers read files best in big slices with a few on their way (measured: 0.6 GB/s, half of it otherwise). */
const SLICE: Bytes = 16 * 1024 * 1024;
const IN_FLIGHT = 4;
/** The core runs best on chunks that stay in the processor's cache. */
export const CHUNK: Bytes = 1024 * 1024;
/** Packed bytes given to the unpacker at once: a hostile file may swell a thousand times. */
const PACKED_PIECE: Bytes = 64 * 1024;
/** RFC 1952 2.3.1. */
const GZIP_MAGIC = [0x1f, 0x8b] as const;

/** Who takes a file's bytes, in order. */
export interface FileSink {
	/** Says whether more is wanted. The chunk is only lent. */
	push(chunk: Uint8Array): boolean;
	/** Bytes of a packed file read so far; for others what was pushed is what was read. */
	unpackedFrom(read: Bytes): void;
}

/** Why a file could not be read to its end. */
export type FileFault = Extract<
	Stop['reason'],
	'unreadable' | 'truncated' | 'malformed' | 'cancelled'
>;

/**
 * Reads a file, unpacking gzip, into `sink`: never more than a few slices of it are in memory. Ends when the
 * file does or the sink wants no more (undefined), or with the reason that stopped it.
 */
export async function feedFile(
	file: Blob,
	sink: FileSink,
	signal: AbortSignal,
): Promise<FileFault | undefined> {
	const magic = await readSlice(file, 0, GZIP_MAGIC.length);
	if (!magic.ok) return magic.error;
	const isPacked = GZIP_MAGIC.every((byte, index) => magic.value[index] === byte);
	return isPacked ? feedPacked(file, sink, signal) : feedPlain(file, sink, signal);
}

async function feedPlain(
	file: Blob,
	sink: FileSink,
	signal: AbortSignal,
): Promise<FileFault | undefined> {
	const breather = new Breather();
	for await (const slice of slicesOf(file, signal)) {
		if (!slice.ok) return slice.error;
		for (const chunk of piecesOf(slice.value, CHUNK)) {
			await breather.pause();
			if (signal.aborted) return 'cancelled';
			if (!sink.push(chunk)) return undefined;
		}
	}
	return undefined;
}

async function feedPacked(
	file: Blob,
	sink: FileSink,
	signal: AbortSignal,
): Promise<FileFault | undefined> {
	const { readable, writable } = new DecompressionStream('gzip');
	const packing = writeAll(slicesOf(file, signal), writable.getWriter(), sink);
	const reader = readable.getReader();
	const breather = new Breather();
	for (;;) {
		const next = await reader.read().catch(() => undefined);
		// The unpacker gave up; the writing side knows why.
		if (next === undefined) return (await packing) ?? 'malformed';
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
): Promise<FileFault | undefined> {
	// The same failure, told once more.
	writer.closed.catch(() => undefined);
	let read: Bytes = 0;
	for await (const slice of slices) {
		if (!slice.ok) {
			await writer.abort().catch(() => undefined);
			return slice.error;
		}
		for (const piece of piecesOf(slice.value, PACKED_PIECE)) {
			const written = await settled(writer.write(piece));
			if (!written.ok) return 'malformed';
			sink.unpackedFrom((read += piece.length));
		}
	}
	const closed = await settled(writer.close());
	return closed.ok ? undefined : 'truncated';
}

const settled = (promise: Promise<void>): Promise<Result<void, undefined>> =>
	promise.then(
		() => ok(undefined),
		() => err(undefined),
	);

type Slice = Result<Uint8Array<ArrayBuffer>, 'unreadable' | 'cancelled'>;

/** A file's slices in order, the next few already on their way. A slow disk does not delay a cancel. */
async function* slicesOf(file: Blob, signal: AbortSignal): AsyncGenerator<Slice, void> {
	const cancelled = new Promise<Slice>((resolve) => {
		signal.addEventListener('abort', () => {
			resolve(err('cancelled'));
		});
	});
	const coming: Promise<Slice>[] = [];
	let from = 0;
	for (;;) {
		for (; coming.length < IN_FLIGHT && from < file.size; from += SLICE) {
			coming.push(readSlice(file, from, SLICE));
		}
		const next = coming.shift();
		if (next === undefined) return;
		yield signal.aborted ? err('cancelled') : await Promise.race([next, cancelled]);
	}
}

function readSlice(file: Blob, from: Bytes, length: Bytes): Promise<Slice> {
	return file
		.slice(from, from + length)
		.arrayBuffer()
		.then(
			(buffer) => ok(new Uint8Array(buffer)),
			// NotReadableError: deleted, changed or forbidden since it was chosen; or a disk that fails.
			() => err('unreadable'),
		);
}

function* piecesOf(
	bytes: Uint8Array<ArrayBuffer>,
	size: Bytes,
): Generator<Uint8Array<ArrayBuffer>, void> {
	for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
