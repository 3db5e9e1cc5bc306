import { Inflate } from 'fflate';
import type { Result } from '../base/result.ts';
import { err, ok } from '../base/result.ts';
import type { Bytes } from '../base/units.ts';
import { readSlice, SLICE } from './bytes.ts';
import { crc32 } from '../base/crc32.ts';
import type { FileFailure } from '../model/failure.ts';

/** Deflate packs at most 1032 times (zlib's "Technical Details"): one bite unpacks to 16 MiB at most. */
const BITE: Bytes = 16 * 1024;

/** Bytes in the pieces in which they came, and their checksum. */
export interface Unpacked {
	readonly pieces: readonly Uint8Array<ArrayBuffer>[];
	readonly size: Bytes;
	readonly crc: number;
}

/** Bytes as they are unpacked; only good until the call returns. */
export type Take = (piece: Uint8Array) => void;

export interface PourOptions {
	/** Never more than this and one bite, whatever the stream would unpack to. */
	readonly limit: Bytes;
	/** Named in a failure. */
	readonly what: string;
	readonly take: Take;
	readonly signal?: AbortSignal | undefined;
}

/** How much was poured, and its checksum. */
export type Poured = Pick<Unpacked, 'size' | 'crc'>;

/** Unpacks a deflate stream (RFC 1951) that may be hostile. */
class Inflater {
	readonly #stream: Inflate;
	readonly #options: PourOptions;
	#size = 0;
	#crc = 0;

	constructor(options: PourOptions) {
		this.#options = options;
		this.#stream = new Inflate((piece) => {
			this.#size += piece.length;
			this.#crc = crc32(piece, this.#crc);
			options.take(piece);
		});
	}

	/** The failure that ends it, or undefined: go on. */
	push(packed: Uint8Array, last: boolean): FileFailure | undefined {
		const { what, limit } = this.#options;
		for (let at = 0; at < packed.length || (last && at === 0); at += BITE) {
			try {
				this.#stream.push(packed.subarray(at, at + BITE), last && at + BITE >= packed.length);
			} catch {
				return { kind: 'damaged', what };
			}
			if (this.#size > limit) return { kind: 'too-big', what };
		}
		return undefined;
	}

	get poured(): Poured {
		return { size: this.#size, crc: this.#crc };
	}
}

/** Unpacks what is in memory. */
export function inflateBytes(
	packed: Uint8Array,
	limit: Bytes,
	what: string,
): Result<Unpacked, FileFailure> {
	const pieces: Uint8Array<ArrayBuffer>[] = [];
	const inflater = new Inflater({ limit, what, take: (piece) => pieces.push(copyOf(piece)) });
	const failure = inflater.push(packed, true);
	return failure === undefined ? ok({ pieces, ...inflater.poured }) : err(failure);
}

const copyOf = (piece: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(piece);

/** Unpacks a blob, a bite at a time: nothing is kept of what was taken. */
export async function pourInflated(
	packed: Blob,
	options: PourOptions,
): Promise<Result<Poured, FileFailure>> {
	const inflater = new Inflater(options);
	for (let at = 0; at < packed.size; at += BITE) {
		if (options.signal?.aborted === true) return err({ kind: 'cancelled' });
		const bite = await readSlice(packed, at, at + BITE);
		if (!bite.ok) return bite;
		const failure = inflater.push(bite.value, at + BITE >= packed.size);
		if (failure !== undefined) return err(failure);
	}
	return ok(inflater.poured);
}

/** What was stored as it is, a slice at a time. The caller has looked at its size. */
export async function pourStored(
	blob: Blob,
	{ take, signal }: Pick<PourOptions, 'take' | 'signal'>,
): Promise<Result<Poured, FileFailure>> {
	let crc = 0;
	for (let at = 0; at < blob.size; at += SLICE) {
		if (signal?.aborted === true) return err({ kind: 'cancelled' });
		const slice = await readSlice(blob, at, at + SLICE);
		if (!slice.ok) return slice;
		crc = crc32(slice.value, crc);
		take(slice.value);
	}
	return ok({ size: blob.size, crc });
}

/** Unpacked text. A byte order mark is text like any other; bytes that are not UTF-8 become U+FFFD. */
export async function textOf(pieces: readonly Uint8Array<ArrayBuffer>[]): Promise<string> {
	const bytes = await new Blob([...pieces]).arrayBuffer();
	return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
