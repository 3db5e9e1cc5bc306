import { ok, type Result } from '../base/result.ts';
import type { Bytes } from '../base/units.ts';
import { Breather } from './breather.ts';
import type { FeedFile, FileFault } from './fileSink.ts';
import { piecesOf, readSlice, slicesOf, type SlicedFile } from './fileSlices.ts';
import { feedPacked } from './packedFeed.ts';

/** The core runs best on chunks that stay in the processor's cache. */
export const CHUNK: Bytes = 1024 * 1024;
/** RFC 1952 2.3.1. */
const GZIP_MAGIC = [0x1f, 0x8b] as const;

export const feedFile: FeedFile = async (file, sink, signal) => {
	const packed = await isPacked(file);
	if (!packed.ok) return packed.error;
	return packed.value ? feedPacked(file, sink, signal) : feedPlain(file, sink, signal);
};

/** Is it gzip? */
async function isPacked(file: SlicedFile): Promise<Result<boolean, FileFault>> {
	const magic = await readSlice(file, 0, GZIP_MAGIC.length);
	return magic.ok ? ok(GZIP_MAGIC.every((byte, index) => magic.value[index] === byte)) : magic;
}

const feedPlain: FeedFile = async (file, sink, signal) => {
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
};
