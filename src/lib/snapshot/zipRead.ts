// Reads a zip by slices, from its end: PKWARE APPNOTE.TXT 6.3, without zip64, encryption or several disks.
// Everything in it is hostile; names are only ever compared with names that we know.
import type { Result } from '../base/result.ts';
import { err, ok } from '../base/result.ts';
import type { Bytes } from '../base/units.ts';
import { readSlice } from './bytes.ts';
import type { FileFailure } from '../model/failure.ts';
import type { PourOptions, Unpacked } from './unpack.ts';
import { pourInflated, pourStored } from './unpack.ts';
import { MAX_ANY_ZIP_DIRECTORY, MAX_ZIP_DIRECTORY } from './limits.ts';

/** A file in the zip, as its central header (4.3.12) tells. */
interface Entry {
	readonly name: string;
	readonly flags: number;
	readonly method: number;
	readonly crc: number;
	readonly packedSize: Bytes;
	readonly size: Bytes;
	readonly offset: Bytes;
}

const STORE = 0;
const DEFLATE = 8;
const ENCRYPTED = 1;

const END_SIGNATURE = 0x06054b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;
const CENTRAL_SIGNATURE = 0x02014b50;
const CENTRAL_SIZE = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_SIZE = 30;

const viewOf = (bytes: Uint8Array<ArrayBuffer>): DataView =>
	new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const damaged = (what: string) => err({ kind: 'damaged', what } as const);

interface Directory {
	readonly offset: Bytes;
	readonly size: Bytes;
}

/** Finds the end record (4.3.16): the last one whose comment reaches exactly to the end of the file. */
async function findDirectory(file: Blob): Promise<Result<Directory, FileFailure>> {
	const tail = await readSlice(
		file,
		Math.max(0, file.size - END_SIZE - LONGEST_COMMENT),
		file.size,
	);
	if (!tail.ok) return tail;
	const view = viewOf(tail.value);
	for (let at = view.byteLength - END_SIZE; at >= 0; at--) {
		if (view.getUint32(at, true) !== END_SIGNATURE) continue;
		if (at + END_SIZE + view.getUint16(at + 20, true) !== view.byteLength) continue;
		const size = view.getUint32(at + 12, true);
		const offset = view.getUint32(at + 16, true);
		const end = file.size - view.byteLength + at;
		return offset + size <= end ? ok({ offset, size }) : damaged('its list of files');
	}
	return damaged('its end is missing');
}

function readEntry(
	view: DataView,
	at: number,
): { readonly entry: Entry; readonly next: number } | undefined {
	if (at + CENTRAL_SIZE > view.byteLength) return undefined;
	if (view.getUint32(at, true) !== CENTRAL_SIGNATURE) return undefined;
	const nameLength = view.getUint16(at + 28, true);
	const next =
		at + CENTRAL_SIZE + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
	if (next > view.byteLength) return undefined;
	const name = new Uint8Array(view.buffer, view.byteOffset + at + CENTRAL_SIZE, nameLength);
	return {
		next,
		entry: {
			name: new TextDecoder().decode(name),
			flags: view.getUint16(at + 8, true),
			method: view.getUint16(at + 10, true),
			crc: view.getUint32(at + 16, true),
			packedSize: view.getUint32(at + 20, true),
			size: view.getUint32(at + 24, true),
			offset: view.getUint32(at + 42, true),
		},
	};
}

/** A zip whose list of files has been read; the files themselves have not. */
export class Zip {
	readonly #file: Blob;
	readonly #entries: ReadonlyMap<string, Entry>;

	constructor(file: Blob, entries: ReadonlyMap<string, Entry>) {
		this.#file = file;
		this.#entries = entries;
	}

	has(name: string): boolean {
		return this.#entries.has(name);
	}

	/** Names as the zip spells them, whatever they say; folders end with a slash. */
	get names(): readonly string[] {
		return [...this.#entries.keys()];
	}

	/** What the zip claims of a file's size; 0 where there is none. */
	sizeOf(name: string): Bytes {
		return this.#entries.get(name)?.size ?? 0;
	}

	/** The whole of a file, its checksum proven. At most `limit` bytes, whatever the zip claims. */
	async read(name: string, limit: Bytes): Promise<Result<Unpacked, FileFailure>> {
		const pieces: Uint8Array<ArrayBuffer>[] = [];
		const take = (piece: Uint8Array): void => void pieces.push(new Uint8Array(piece));
		const poured = await this.pour(name, { limit, take });
		return poured.ok ? ok({ ...poured.value, pieces }) : poured;
	}

	/** A file piece by piece, and at its end whether size and checksum are those that the zip claims. */
	async pour(
		name: string,
		{ limit, take, signal }: Omit<PourOptions, 'what'>,
	): Promise<Result<Pick<Unpacked, 'size' | 'crc'>, FileFailure>> {
		const entry = this.#entries.get(name);
		if (entry === undefined) return damaged(`${name} is missing`);
		if (entry.size > limit) return err({ kind: 'too-big', what: name });
		const packed = await this.#packed(entry);
		if (!packed.ok) return packed;
		const result =
			entry.method === STORE
				? await pourStored(packed.value, { take, signal })
				: await pourInflated(packed.value, { limit: entry.size, what: name, take, signal });
		// Too big here means more than the zip itself said.
		if (!result.ok) return result.error.kind === 'too-big' ? damaged(name) : result;
		const { size, crc } = result.value;
		return size === entry.size && crc === entry.crc ? result : damaged(name);
	}

	/**
	 * A file as a blob. A stored one is a piece of the zip that nobody has read yet, so its checksum is not
	 * proven; a packed one is unpacked as `read` does.
	 */
	async blob(name: string, limit: Bytes): Promise<Result<Blob, FileFailure>> {
		const entry = this.#entries.get(name);
		if (entry?.method === STORE) return this.#packed(entry);
		const result = await this.read(name, limit);
		return result.ok ? ok(new Blob([...result.value.pieces])) : result;
	}

	/** The bytes of an entry as they stand in the zip, behind its local header (4.3.7). */
	async #packed(entry: Entry): Promise<Result<Blob, FileFailure>> {
		if ((entry.flags & ENCRYPTED) !== 0) return damaged(`${entry.name} is encrypted`);
		if (entry.method !== STORE && entry.method !== DEFLATE) {
			return damaged(`${entry.name} is packed in a way we do not know`);
		}
		const header = await readSlice(this.#file, entry.offset, entry.offset + LOCAL_SIZE);
		if (!header.ok) return header;
		const view = viewOf(header.value);
		if (view.byteLength < LOCAL_SIZE || view.getUint32(0, true) !== LOCAL_SIGNATURE) {
			return damaged(entry.name);
		}
		const start = entry.offset + LOCAL_SIZE + view.getUint16(26, true) + view.getUint16(28, true);
		const end = start + entry.packedSize;
		const sizesAgree = entry.method === DEFLATE || entry.packedSize === entry.size;
		if (end > this.#file.size || !sizesAgree) return damaged(entry.name);
		return ok(this.#file.slice(start, end));
	}
}

export interface ZipLimits {
	/** The longest list of files that is read. */
	readonly directory: Bytes;
	/** Whether a name that stands twice is damage; otherwise its first file counts. */
	readonly onlyOnce: boolean;
}

/**
 * Of zips that phones and other tools write: a bug report has some files of every process, and what stands twice is
 * read once.
 */
export const ANY_ZIP: ZipLimits = { directory: MAX_ANY_ZIP_DIRECTORY, onlyOnce: false };

const OWN_ZIPS: ZipLimits = { directory: MAX_ZIP_DIRECTORY, onlyOnce: true };

/** Opens a zip: reads where its files are, and nothing of them. */
export async function openZip(
	file: Blob,
	limits: ZipLimits = OWN_ZIPS,
): Promise<Result<Zip, FileFailure>> {
	const directory = await findDirectory(file);
	if (!directory.ok) return directory;
	const { offset, size } = directory.value;
	if (size > limits.directory) return err({ kind: 'too-big', what: 'its list of files' });
	const bytes = await readSlice(file, offset, offset + size);
	if (!bytes.ok) return bytes;
	const view = viewOf(bytes.value);
	const entries = new Map<string, Entry>();
	for (let at = 0; at < view.byteLength;) {
		const read = readEntry(view, at);
		if (read === undefined) return damaged('its list of files');
		const twice = entries.has(read.entry.name);
		if (twice && limits.onlyOnce) return damaged('a file stands in it twice');
		if (!twice) entries.set(read.entry.name, read.entry);
		at = read.next;
	}
	return ok(new Zip(file, entries));
}
