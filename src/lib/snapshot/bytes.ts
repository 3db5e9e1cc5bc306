import type { Result } from '../base/result.ts';
import { err, ok } from '../base/result.ts';
import type { Bytes } from '../base/units.ts';
import type { FileFailure } from '../model/failure.ts';

/** How much of a file is in memory at a time. */
export const SLICE: Bytes = 2 ** 20;

/**
 * The bytes from `from` up to `to` of a blob, fewer where it ends earlier. A blob may stand on a file that was
 * moved or changed since (`NotReadableError`, W3C File API 7).
 */
export async function readSlice(
	blob: Blob,
	from: Bytes,
	to: Bytes,
): Promise<Result<Uint8Array<ArrayBuffer>, FileFailure>> {
	try {
		return ok(new Uint8Array(await blob.slice(from, to).arrayBuffer()));
	} catch {
		return err({ kind: 'unreadable' });
	}
}
