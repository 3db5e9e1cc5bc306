import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CHUNK } from '#lib/decode/fileFeed.ts';
import type { FileFault } from '#lib/decode/fileSink.ts';

/** RFC 1952 2.3.1. */
const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);

/** How zlib says that a packed file is damaged, or ends too early. */
const FAULTS: ReadonlyMap<string, FileFault> = new Map([
	['Z_DATA_ERROR', 'malformed'],
	['Z_BUF_ERROR', 'truncated'],
]);

/**
 * Reads a file, unpacking gzip, chunk by chunk until its end or until `push` wants no more (undefined), or gives the
 * reason that stopped it. Not by `openAsBlob`, as Node counts the bytes of a Blob's file in 32 bits.
 */
export async function feedPath(
	path: string,
	push: (chunk: Uint8Array) => boolean,
): Promise<FileFault | undefined> {
	try {
		for await (const chunk of await streamOf(path)) {
			if (!push(chunk as Buffer)) break;
		}
		return undefined;
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : '';
		return FAULTS.get(code) ?? 'unreadable';
	}
}

async function streamOf(path: string): Promise<Readable> {
	const file = createReadStream(path, { highWaterMark: CHUNK });
	if (!(await isPacked(path))) return file;
	const unpacked = createGunzip({ chunkSize: CHUNK });
	file.once('error', (error) => unpacked.destroy(error));
	return file.pipe(unpacked);
}

async function isPacked(path: string): Promise<boolean> {
	await using file = await open(path);
	const { buffer, bytesRead } = await file.read(Buffer.alloc(GZIP_MAGIC.length));
	return bytesRead === GZIP_MAGIC.length && buffer.equals(GZIP_MAGIC);
}
