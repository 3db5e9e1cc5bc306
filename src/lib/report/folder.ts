import { err, ok, type Result } from '../base/result.ts';
import type { Bytes } from '../base/units.ts';
import type { FileFailure } from '../model/failure.ts';
import type { GivenFile } from '../ports/report.ts';
import { pourStored, type PourOptions } from '../snapshot/unpack.ts';
import { ANY_ZIP, openZip } from '../snapshot/zipRead.ts';

/** Files by their names: those of a zip, or of a folder on this computer. */
export interface Folder {
	readonly names: readonly string[];
	/** Of one that is not there, 0. A zip may lie. */
	sizeOf(name: string): Bytes;
	/** A file piece by piece; a piece is only good until `take` returns. */
	pour(name: string, how: PourHow): Promise<Result<unknown, FileFailure>>;
	/** A file as a whole, for what is a zip itself. */
	blob(name: string, limit: Bytes): Promise<Result<Blob, FileFailure>>;
}

export type PourHow = Omit<PourOptions, 'what'>;

export const zipFolder = (file: Blob): Promise<Result<Folder, FileFailure>> =>
	openZip(file, ANY_ZIP);

/** Files as they were given. */
export function givenFolder(files: readonly GivenFile[]): Folder {
	const byName = new Map(files.map(({ path, file }) => [path, file]));
	const find = (name: string, limit: Bytes): Result<Blob, FileFailure> => {
		const file = byName.get(name);
		if (file === undefined) return err({ kind: 'damaged', what: `${name} is missing` });
		return file.size > limit ? err({ kind: 'too-big', what: name }) : ok(file);
	};
	return {
		names: [...byName.keys()],
		sizeOf: (name) => byName.get(name)?.size ?? 0,
		async pour(name, how) {
			const file = find(name, how.limit);
			return file.ok ? pourStored(file.value, how) : file;
		},
		blob: (name, limit) => Promise.resolve(find(name, limit)),
	};
}

/** The first bytes of a file, or as many as it has. */
export async function headOf(folder: Folder, name: string, limit: Bytes): Promise<Uint8Array> {
	const enough = new AbortController();
	const head: number[] = [];
	const take = (piece: Uint8Array): void => {
		head.push(...piece.subarray(0, HEAD - head.length));
		if (head.length >= HEAD) enough.abort();
	};
	// Cancelled by ourselves, or not readable: then its head is what came of it.
	await folder.pour(name, { limit, take, signal: enough.signal });
	return Uint8Array.from(head);
}

/** Enough for the first lines of a text. */
export const HEAD: Bytes = 4096;
