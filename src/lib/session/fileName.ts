import type { EpochMs } from '#lib/base/units.ts';
import { SNAPSHOT_EXTENSION } from '#lib/snapshot/file.ts';

/** What a snapshot taken at `at` is called as a file: sorted by name is sorted by time. */
export function fileNameOf(at: EpochMs): string {
	const time = new Date(at).toISOString().slice(0, 19).replaceAll(':', '');
	return `porthole-${time}${SNAPSHOT_EXTENSION}`;
}
