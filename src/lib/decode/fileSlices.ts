import { err, ok, type Result } from '../base/result.ts';
import type { Bytes } from '../base/units.ts';

/** Browsers read files best in big slices with a few on their way (measured: 0.6 GB/s, half of it otherwise). */
const SLICE: Bytes = 16 * 1024 * 1024;
const IN_FLIGHT = 4;

/** Bytes of a file, or why there are none. */
export type Slice = Result<Uint8Array<ArrayBuffer>, 'unreadable' | 'cancelled'>;

/** A file as far as it is read here: a Blob, or what stands for one outside of a browser. */
export interface SlicedFile {
	readonly size: Bytes;
	slice(from: Bytes, to: Bytes): SlicedFile;
	arrayBuffer(): Promise<ArrayBuffer>;
}

/** A file's slices in order, the next few already on their way. A slow disk does not delay a cancel. */
export async function* slicesOf(
	file: SlicedFile,
	signal: AbortSignal,
): AsyncGenerator<Slice, void> {
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

export function readSlice(file: SlicedFile, from: Bytes, length: Bytes): Promise<Slice> {
	return file
		.slice(from, from + length)
		.arrayBuffer()
		.then(
			(buffer) => ok(new Uint8Array(buffer)),
			// NotReadableError: deleted, changed or forbidden since it was chosen; or a disk that fails.
			() => err('unreadable'),
		);
}

export function* piecesOf(
	bytes: Uint8Array<ArrayBuffer>,
	size: Bytes,
): Generator<Uint8Array<ArrayBuffer>, void> {
	for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
