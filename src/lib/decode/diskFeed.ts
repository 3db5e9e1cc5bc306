import type { Bytes } from '../base/units.ts';
import { Breather } from './breather.ts';
import type { FileFault } from './fileSink.ts';
import type { ReadableFile } from './recordings.ts';

/** Who takes bytes where they are decoded. */
export interface DiskSink {
	room(): Uint8Array<ArrayBuffer>;
	/** Says whether more is wanted. */
	took(length: number): boolean;
}

/**
 * Reads a file of this site's own disk straight into the core's memory: some ten times as fast as a File. Ends when
 * the file does or the sink wants no more (undefined), or with the reason that stopped it. Closes the file.
 */
export async function feedDisk(
	file: ReadableFile,
	sink: DiskSink,
	signal: AbortSignal,
): Promise<FileFault | undefined> {
	const breather = new Breather();
	try {
		for (let at = 0; ;) {
			if (signal.aborted) return 'cancelled';
			const length = readAt(file, sink.room(), at);
			if (length === undefined) return 'unreadable';
			if (length === 0) return undefined;
			at += length;
			if (!sink.took(length)) return undefined;
			await breather.pause();
		}
	} finally {
		file.close();
	}
}

/** Undefined where the disk fails. */
function readAt(file: ReadableFile, room: Uint8Array<ArrayBuffer>, at: Bytes): Bytes | undefined {
	try {
		return file.read(room, { at });
	} catch {
		return undefined;
	}
}
