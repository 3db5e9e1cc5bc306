// gzip, RFC 1952, member by member: what `cat a.gz b.gz` and bgzip write, with zero bytes behind the last one.
import { Gunzip } from 'fflate';
import { crc32 } from '../base/crc32.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { Bytes } from '../base/units.ts';
import { Breather } from './breather.ts';
import { ContinuedSink } from './continuedSink.ts';
import type { FileFault, FileSink } from './fileSink.ts';
import { piecesOf, readSlice, slicesOf, type SlicedFile } from './fileSlices.ts';

/** Packed bytes given to the unpacker at once: it unpacks all of them at once, to some 33 MB at the very most. */
const PIECE: Bytes = 32 * 1024;
/** CRC-32 and length of what was packed, at the end of every member: RFC 1952 2.2. */
const TRAILER: Bytes = 8;
/** Bytes of padding that are looked at in one go. */
const BACKWARDS: Bytes = 1024 * 1024;

/** What came out of a member so far. */
interface Sum {
	readonly crc: number;
	/** Modulo 2^32. */
	readonly length: number;
}

const NOTHING: Sum = { crc: 0, length: 0 };

/** A member whose last byte stands in front of `end`. */
interface Ended extends Sum {
	readonly end: Bytes;
}

/**
 * Reads a gzip file into `sink`, which got the first `given` unpacked bytes before. Says what is wrong with the file:
 * its end is missing, or what came out is not what was packed.
 */
export async function feedMembers(
	file: SlicedFile,
	sink: FileSink,
	given: Bytes,
	signal: AbortSignal,
): Promise<FileFault | undefined> {
	const end = await endOfData(file, signal);
	if (!end.ok) return end.error;
	const members = new Members(new ContinuedSink(sink, given));
	const breather = new Breather();
	for await (const slice of slicesOf(file.slice(0, end.value), signal)) {
		if (!slice.ok) return slice.error;
		for (const piece of piecesOf(slice.value, PIECE)) {
			await breather.pause();
			if (signal.aborted) return 'cancelled';
			const isSane = members.push(piece) && (await areWhole(file, members.ended));
			if (!members.isWanted) return undefined;
			if (!isSane) return 'malformed';
			sink.unpackedFrom(members.read);
		}
	}
	return faultOfLast(file, end.value, members.sum);
}

/** Unpacks what it is given, and notes where members end. */
class Members {
	read: Bytes = 0;
	isWanted = true;
	sum = NOTHING;
	/** Those that ended in the last piece. */
	ended: Ended[] = [];
	readonly #gunzip: Gunzip;

	constructor(sink: ContinuedSink) {
		this.#gunzip = new Gunzip((chunk) => {
			const length = (this.sum.length + chunk.length) >>> 0;
			this.sum = { crc: crc32(chunk, this.sum.crc), length };
			this.isWanted &&= sink.push(chunk);
		});
		this.#gunzip.onmember = (end) => {
			this.ended.push({ ...this.sum, end });
			this.sum = NOTHING;
		};
	}

	/** False where the piece is damaged. */
	push(piece: Uint8Array): boolean {
		this.ended = [];
		this.read += piece.length;
		try {
			this.#gunzip.push(piece);
			return true;
		} catch {
			return false;
		}
	}
}

/** Where the zero bytes begin that pad the file. The last of what was packed may be among them. */
async function endOfData(file: SlicedFile, signal: AbortSignal): Promise<Result<Bytes, FileFault>> {
	for (let end = file.size; end > 0; end -= BACKWARDS) {
		const from = Math.max(0, end - BACKWARDS);
		const slice = await readSlice(file, from, end - from);
		if (!slice.ok) return slice;
		if (signal.aborted) return err('cancelled');
		const last = slice.value.findLastIndex((byte) => byte !== 0);
		if (last >= 0) return ok(from + last + 1);
	}
	return ok(0);
}

async function areWhole(file: SlicedFile, members: readonly Ended[]): Promise<boolean> {
	for (const { end, ...sum } of members) {
		const trailer = await readSlice(file, end - TRAILER, TRAILER);
		if (!trailer.ok || !endsWith(trailer.value, 0, sum)) return false;
	}
	return true;
}

/** The last member's trailer may end in zero bytes, up to all of it. */
async function faultOfLast(file: SlicedFile, end: Bytes, sum: Sum): Promise<FileFault | undefined> {
	const around = await readSlice(file, Math.max(0, end - TRAILER), 2 * TRAILER);
	if (!around.ok) return around.error;
	const places = Array.from({ length: TRAILER + 1 }, (_, at) => at);
	if (places.some((at) => endsWith(around.value, at, sum))) return undefined;
	// Half of a trailer is enough to see that the end is there, and that what came out is not what was packed.
	const hasEnd = sum.length > 0 && places.some((at) => isHalf(around.value, at, sum));
	return hasEnd ? 'malformed' : 'truncated';
}

function endsWith(bytes: Uint8Array<ArrayBuffer>, at: number, sum: Sum): boolean {
	return lengthAt(bytes, at) === sum.length && wordAt(bytes, at) === sum.crc;
}

function isHalf(bytes: Uint8Array<ArrayBuffer>, at: number, sum: Sum): boolean {
	const length = lengthAt(bytes, at);
	return length === sum.length || (length !== undefined && wordAt(bytes, at) === sum.crc);
}

const lengthAt = (bytes: Uint8Array<ArrayBuffer>, at: number): number | undefined =>
	wordAt(bytes, at + TRAILER / 2);

/** Undefined behind the end. */
function wordAt(bytes: Uint8Array<ArrayBuffer>, at: number): number | undefined {
	if (at + TRAILER / 2 > bytes.length) return undefined;
	return new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true);
}
