import type { Bytes } from '../base/units.ts';
import { Breather } from './breather.ts';
import type { FileFault, FileSink } from './fileSink.ts';
import { piecesOf, readSlice, slicesOf, type SlicedFile } from './fileSlices.ts';
import { feedPacked } from './packedFeed.ts';

/** What is decoded between two looks at whether to go on. */
export const CHUNK: Bytes = 1024 * 1024;
/** RFC 1952 2.3.1. */
const GZIP_MAGIC = [0x1f, 0x8b] as const;

/**
 * Reads a file, unpacking gzip, into `sink`: never more than a few slices of it are in memory. Ends when the
 * file does or the sink wants no more (undefined), or with the reason that stopped it.
 */
export async function feedFile(
	file: SlicedFile,
	sink: FileSink,
	signal: AbortSignal,
): Promise<FileFault | undefined> {
	const magic = await readSlice(file, 0, GZIP_MAGIC.length);
	if (!magic.ok) return magic.error;
	const isPacked = GZIP_MAGIC.every((byte, index) => magic.value[index] === byte);
	return isPacked ? feedPacked(file, sink, signal) : feedPlain(file, sink, signal);
}

async function feedPlain(
	file: SlicedFile,
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
