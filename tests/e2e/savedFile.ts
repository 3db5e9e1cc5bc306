import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import type { Snapshot } from '#lib/model/snapshot.ts';
import { assert } from '#lib/base/assert.ts';

/** A `.porthole` file as another program would read it: a zip with a JSON and the capture in it. */
export interface SavedFile {
	readonly snapshot: Snapshot;
	readonly capture: Uint8Array;
}

export async function readSaved(path: string): Promise<SavedFile> {
	const files = unzipSync(new Uint8Array(await readFile(path)));
	const json = files['snapshot.json'];
	const capture = files['capture.pcap'] ?? files['capture.pcapng'];
	assert(json !== undefined && capture !== undefined, 'the file holds a snapshot and its capture');
	// Written a moment ago by the page under test; what it holds is compared with other tools' view.
	return { snapshot: JSON.parse(strFromU8(json)) as Snapshot, capture };
}
