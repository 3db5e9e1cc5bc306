// Writes a zip: PKWARE APPNOTE.TXT 6.3, without zip64. Numbers are little-endian.
import { Deflate } from 'fflate';
import type { Result } from '../base/result.ts';
import { err, ok } from '../base/result.ts';
import type { Bytes, EpochMs } from '../base/units.ts';
import { readSlice, SLICE } from './bytes.ts';
import { crc32 } from '../base/crc32.ts';
import type { SnapshotFailure } from './failure.ts';
import { MAX_ZIP } from './limits.ts';

/** A file to put in. What is stored becomes part of the zip as it stands, by reference and not by copy. */
export interface ZipPart {
	/** ASCII. */
	readonly name: string;
	readonly content: Blob;
	readonly method: 'store' | 'deflate';
}

export interface ZipOptions {
	/** The date on every file; zip knows no time zone, so this is UTC. */
	readonly at: EpochMs;
	/** Called with the bytes of content read so far. */
	readonly onProgress?: ((done: Bytes) => void) | undefined;
	readonly signal?: AbortSignal | undefined;
}

interface Packed {
	readonly part: ZipPart;
	readonly crc: number;
	readonly data: Blob;
	/** Where its local header stands. */
	readonly offset: Bytes;
}

const STORE = 0;
const DEFLATE = 8;
const VERSION_NEEDED = 20; // 4.4.3.2: deflate

/** 4.4.6: two seconds are the clock's tick, 1980 its first year. */
function dosTime(at: EpochMs): readonly [time: number, date: number] {
	const when = new Date(Math.min(Math.max(at, Date.UTC(1980, 0)), Date.UTC(2107, 11, 31)));
	const time =
		(when.getUTCHours() << 11) | (when.getUTCMinutes() << 5) | (when.getUTCSeconds() >> 1);
	const date =
		((when.getUTCFullYear() - 1980) << 9) | ((when.getUTCMonth() + 1) << 5) | when.getUTCDate();
	return [time, date];
}

/** A record from its fields, each two or four bytes wide. */
function record(
	...fields: readonly (readonly [width: 2 | 4, value: number])[]
): Uint8Array<ArrayBuffer> {
	const view = new DataView(new ArrayBuffer(fields.reduce((sum, [width]) => sum + width, 0)));
	let at = 0;
	for (const [width, value] of fields) {
		if (width === 2) view.setUint16(at, value, true);
		else view.setUint32(at, value, true);
		at += width;
	}
	return new Uint8Array(view.buffer);
}

type Field = readonly [2 | 4, number];

/** What the local header (4.3.7) and the central one (4.3.12) have in common. */
function commonFields({ part, crc, data }: Packed, at: EpochMs): readonly Field[] {
	const [time, date] = dosTime(at);
	return [
		[2, VERSION_NEEDED],
		[2, 0], // flags: sizes stand in the header, the name is ASCII
		[2, part.method === 'store' ? STORE : DEFLATE],
		[2, time],
		[2, date],
		[4, crc],
		[4, data.size],
		[4, part.content.size],
		[2, part.name.length],
		[2, 0], // no extra field
	];
}

const localHeader = (packed: Packed, at: EpochMs): Uint8Array<ArrayBuffer> =>
	record([4, 0x04034b50], ...commonFields(packed, at));

const centralHeader = (packed: Packed, at: EpochMs): Uint8Array<ArrayBuffer> =>
	record(
		[4, 0x02014b50],
		[2, VERSION_NEEDED],
		...commonFields(packed, at),
		[2, 0], // no comment
		[2, 0], // on this disk
		[2, 0],
		[4, 0],
		[4, packed.offset],
	);

/** 4.3.16 */
const endRecord = (entries: number, size: Bytes, offset: Bytes): Uint8Array<ArrayBuffer> =>
	record(
		[4, 0x06054b50],
		[2, 0],
		[2, 0],
		[2, entries],
		[2, entries],
		[4, size],
		[4, offset],
		[2, 0],
	);

const LOCAL_SIZE = 30;
const CENTRAL_SIZE = 46;
const END_SIZE = 22;

/** An upper bound, since deflate may add five bytes to every 64 KiB that it cannot pack. */
function largestSize(parts: readonly ZipPart[]): Bytes {
	return parts.reduce(
		(sum, { name, content, method }) =>
			sum +
			LOCAL_SIZE +
			CENTRAL_SIZE +
			2 * name.length +
			content.size +
			(method === 'deflate' ? 1024 + Math.ceil(content.size / 1000) : 0),
		END_SIZE,
	);
}

/** Reads a part once, a slice at a time: for its checksum, and to pack it where it is to be packed. */
async function pack(
	part: ZipPart,
	options: ZipOptions,
	before: Bytes,
): Promise<Result<Omit<Packed, 'offset'>, SnapshotFailure>> {
	const pieces: Uint8Array<ArrayBuffer>[] = [];
	const deflate = new Deflate({ level: 6 }, (piece) => pieces.push(new Uint8Array(piece)));
	const { content, method } = part;
	let crc = 0;
	for (let at = 0; at < content.size; at += SLICE) {
		if (options.signal?.aborted === true) return err({ kind: 'cancelled' });
		const slice = await readSlice(content, at, at + SLICE);
		if (!slice.ok) return slice;
		crc = crc32(slice.value, crc);
		if (method === 'deflate') deflate.push(slice.value);
		options.onProgress?.(before + at + slice.value.length);
	}
	if (method === 'store') return ok({ part, crc, data: content });
	deflate.push(new Uint8Array(), true);
	return ok({ part, crc, data: new Blob(pieces) });
}

/**
 * A zip of the parts, in their order. Stored parts are read once, for their checksum, a slice at a time; the
 * zip then refers to them, so that a capture on disk stays there until the zip itself is saved.
 */
export async function writeZip(
	parts: readonly ZipPart[],
	options: ZipOptions,
): Promise<Result<Blob, SnapshotFailure>> {
	if (largestSize(parts) > MAX_ZIP) return err({ kind: 'too-big', what: 'a file of over 4 GB' });
	const body: BlobPart[] = [];
	const directory: BlobPart[] = [];
	let offset = 0;
	let read = 0;
	for (const part of parts) {
		const result = await pack(part, options, read);
		if (!result.ok) return result;
		const packed: Packed = { ...result.value, offset };
		body.push(localHeader(packed, options.at), part.name, packed.data);
		directory.push(centralHeader(packed, options.at), part.name);
		offset += LOCAL_SIZE + part.name.length + packed.data.size;
		read += part.content.size;
	}
	const list = new Blob(directory);
	return ok(new Blob([...body, list, endRecord(parts.length, list.size, offset)]));
}
