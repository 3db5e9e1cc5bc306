import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import type { Snapshot } from '#lib/model/snapshot.ts';
import { assert } from '#lib/base/assert.ts';

/** A `.porthole` file as another program would read it: a zip with a JSON and the capture in it. */
export interface SavedFile {
	readonly snapshot: Snapshot;
	readonly capture: Uint8Array;
}

type Files = Readonly<Record<string, Uint8Array | undefined>>;

const filesOf = async (path: string): Promise<Files> =>
	unzipSync(new Uint8Array(await readFile(path)));

/** Written a moment ago by the page under test; what it holds is compared with other tools' view. */
function snapshotOf({ 'snapshot.json': json }: Files): Snapshot {
	assert(json !== undefined, 'the file holds a snapshot');
	return JSON.parse(strFromU8(json)) as Snapshot;
}

export const readSnapshot = async (path: string): Promise<Snapshot> =>
	snapshotOf(await filesOf(path));

export async function readSaved(path: string): Promise<SavedFile> {
	const files = await filesOf(path);
	const capture = files['capture.pcap'] ?? files['capture.pcapng'];
	assert(capture !== undefined, 'the file holds a capture');
	return { snapshot: snapshotOf(files), capture };
}
