import { Inflate } from 'fflate';
import type { Result } from '../base/result.ts';
import { err, ok } from '../base/result.ts';
import type { Bytes } from '../base/units.ts';
import { readSlice } from './bytes.ts';
import { crc32 } from '../base/crc32.ts';
import type { SnapshotFailure } from './failure.ts';

/** Deflate packs at most 1032 times (zlib's "Technical Details"): one bite unpacks to 16 MiB at most. */
const BITE: Bytes = 16 * 1024;

/** Bytes in the pieces in which they came, and their checksum. */
export interface Unpacked {
	readonly pieces: readonly Uint8Array<ArrayBuffer>[];
	readonly size: Bytes;
	readonly crc: number;
}

/** Unpacks a deflate stream (RFC 1951) that may be hostile: never more than `limit` bytes and one bite. */
class Inflater {
	readonly #pieces: Uint8Array<ArrayBuffer>[] = [];
	readonly #stream = new Inflate((piece) => {
		this.#pieces.push(new Uint8Array(piece));
		this.#size += piece.length;
		this.#crc = crc32(piece, this.#crc);
	});
	readonly #limit: Bytes;
	readonly #what: string;
	#size = 0;
	#crc = 0;

	/** `what` is named in a failure. */
	constructor(limit: Bytes, what: string) {
		this.#limit = limit;
		this.#what = what;
	}

	/** The failure that ends it, or undefined: go on. */
	push(packed: Uint8Array, last: boolean): SnapshotFailure | undefined {
		for (let at = 0; at < packed.length || (last && at === 0); at += BITE) {
			try {
				this.#stream.push(packed.subarray(at, at + BITE), last && at + BITE >= packed.length);
			} catch {
				return { kind: 'damaged', what: this.#what };
			}
			if (this.#size > this.#limit) return { kind: 'too-big', what: this.#what };
		}
		return undefined;
	}

	get unpacked(): Unpacked {
		return { pieces: this.#pieces, size: this.#size, crc: this.#crc };
	}
}

/** Unpacks what is in memory. */
export function inflateBytes(
	packed: Uint8Array,
	limit: Bytes,
	what: string,
): Result<Unpacked, SnapshotFailure> {
	const inflater = new Inflater(limit, what);
	const failure = inflater.push(packed, true);
	return failure === undefined ? ok(inflater.unpacked) : err(failure);
}

/** Unpacks a blob slice by slice. */
export async function inflateBlob(
	packed: Blob,
	limit: Bytes,
	what: string,
): Promise<Result<Unpacked, SnapshotFailure>> {
	const inflater = new Inflater(limit, what);
	for (let at = 0; at < packed.size; at += BITE) {
		const bite = await readSlice(packed, at, at + BITE);
		if (!bite.ok) return bite;
		const failure = inflater.push(bite.value, at + BITE >= packed.size);
		if (failure !== undefined) return err(failure);
	}
	return ok(inflater.unpacked);
}

/** What was stored as it is: read, and its checksum taken. The caller has looked at its size. */
export async function copyBlob(blob: Blob): Promise<Result<Unpacked, SnapshotFailure>> {
	const bytes = await readSlice(blob, 0, blob.size);
	if (!bytes.ok) return bytes;
	return ok({ pieces: [bytes.value], size: bytes.value.length, crc: crc32(bytes.value) });
}

/** Unpacked text. A byte order mark is text like any other; bytes that are not UTF-8 become U+FFFD. */
export async function textOf(pieces: readonly Uint8Array<ArrayBuffer>[]): Promise<string> {
	const bytes = await new Blob([...pieces]).arrayBuffer();
	return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
