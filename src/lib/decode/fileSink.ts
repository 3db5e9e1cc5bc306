import type { Bytes } from '../base/units.ts';
import type { Stop } from '../model/capture.ts';
import type { SlicedFile } from './fileSlices.ts';

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
 * Reads a file, unpacking gzip, into `sink`: never more than a few megabytes of it are in memory. Ends when the
 * file does or the sink wants no more (undefined), or with the reason that stopped it.
 */
export type FeedFile = (
	file: SlicedFile,
	sink: FileSink,
	signal: AbortSignal,
) => Promise<FileFault | undefined>;
