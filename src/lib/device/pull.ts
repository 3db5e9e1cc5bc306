import type { AdbSync } from '@yume-chan/adb';
import { err, ok, type Result } from '../base/result.ts';
import type { Bytes } from '../base/units.ts';
import type { ShellFailure } from '../model/failure.ts';
import { bounded } from './bounded.ts';
import { messageOf } from './cause.ts';
import type { ByteReader } from './streams.ts';
import type { Wire } from './wire.ts';

/** A file of a phone that is larger than this is no report; a phone that sends more of it lies. */
const MAX_FILE: Bytes = 2 * 1024 * 1024 * 1024;
/** Bytes that are in this thread's own memory; what is in a blob, the browser may put on the disk. */
const STEP: Bytes = 4 * 1024 * 1024;

type Progress = (done: Bytes, total: Bytes | undefined) => void;

/** A file of the phone, through its file service (`adb pull`). */
export async function pull(
	wire: Wire,
	path: string,
	signal: AbortSignal,
	progress: Progress,
): Promise<Result<Blob, ShellFailure>> {
	const stop = new AbortController();
	const pulled = bounded(pulling(wire, path, stop.signal, progress), { gone: wire.gone, signal });
	const result = await pulled;
	stop.abort();
	return result;
}

async function pulling(
	wire: Wire,
	path: string,
	signal: AbortSignal,
	progress: Progress,
): Promise<Result<Blob, ShellFailure>> {
	let sync: AdbSync | undefined;
	try {
		sync = await wire.adb.sync();
		const total = Number((await sync.lstat(path)).size);
		progress(0, total);
		const content = await collected(sync.read(path).getReader(), signal, (done) => {
			progress(done, total);
		});
		if (content?.size === total) return ok(content);
		return err({ kind: 'refused', message: `${path} did not come whole.` });
	} catch (error) {
		return err({ kind: 'refused', message: messageOf(error) });
	} finally {
		void sync?.dispose().catch(() => undefined); // The phone is gone, and the stream with it.
	}
}

/** Undefined where it is longer than any report, or nobody waits for it any more. */
async function collected(
	reader: ByteReader,
	signal: AbortSignal,
	progress: (done: Bytes) => void,
): Promise<Blob | undefined> {
	const pieces: Blob[] = [];
	let some: Uint8Array<ArrayBuffer>[] = [];
	let [held, done] = [0, 0];
	for (;;) {
		const { value } = await reader.read();
		if (value === undefined) return new Blob([...pieces, ...some]);
		some.push(value.slice());
		held += value.length;
		done += value.length;
		if (signal.aborted || done > MAX_FILE) {
			await reader.cancel();
			return undefined;
		}
		if (held < STEP) continue;
		pieces.push(new Blob(some));
		[some, held] = [[], 0];
		progress(done);
	}
}
