import { assertNever } from '../base/assert.ts';
import type { FileFailure } from '../model/failure.ts';

/** Why a snapshot could not be opened or saved. */
export type SnapshotFailure =
	/** Something else: a zip, a text, a link without a snapshot in it. */
	| { readonly kind: 'not-a-snapshot' }
	/** Written by a later Porthole, in a version of the format that this one does not know. */
	| { readonly kind: 'newer-version'; readonly version: number }
	| FileFailure;

/** What happened, then what a person can do. */
export function explain(failure: SnapshotFailure): string {
	switch (failure.kind) {
		case 'not-a-snapshot':
			return 'This is not a Porthole snapshot. Open a .porthole file, a pcap or a pcapng capture, or a whole link that was shared from Porthole.';
		case 'newer-version':
			return `This snapshot is in format ${failure.version}, which is newer than this copy of Porthole. Reload the page to get the newest one, or open it where it was made.`;
		case 'damaged':
			return `This snapshot is damaged (${failure.what}). It may have been cut on its way: copy or download it again, whole.`;
		case 'too-big':
			return `This is more than Porthole can keep in one snapshot (${failure.what}). Watch or capture for a shorter time, or keep the capture as a file of its own.`;
		case 'unreadable':
			return 'The file could not be read: it was moved or changed, or its drive went away. Open it again.';
		case 'cancelled':
			return 'Cancelled. Nothing was written.';
		default:
			return assertNever(failure);
	}
}
