// The store of recordings in the origin private file system, WHATWG File System (https://fs.spec.whatwg.org).
import type { LeftoverCapture } from '../ports/decoder.ts';
import { DiskRecording, type SyncFile } from './diskRecording.ts';
import type {
	KeptRecording,
	ReadableFile,
	RecordingNote,
	RecordingStore,
	SealableRecording,
} from './recordings.ts';

const ID = /^[0-9a-f-]{36}$/;
const packetsOf = (id: string): string => `${id}.pcap`;
const noteOf = (id: string): string => `${id}.json`;

/** The folder of recordings in this site's own part of the disk. */
export async function captureFolder(): Promise<FileSystemDirectoryHandle> {
	const root = await navigator.storage.getDirectory();
	return root.getDirectoryHandle('captures', { create: true });
}

/**
 * Recordings on disk; `spare` takes those that the disk refuses (no such file system in this browser or in its
 * private mode, no room). A recording is `<id>.pcap` beside its note `<id>.json`. The note is written first and
 * deleted first: packets without a note were discarded, and are swept away once no tab holds them.
 */
export function createDiskStore(
	folder: () => Promise<FileSystemDirectoryHandle>,
	spare: RecordingStore,
): RecordingStore {
	return {
		create: (note) => orElse(createOnDisk(folder, note), () => spare.create(note)),
		async leftovers() {
			const onDisk = await orElse(list(folder), () => Promise.resolve([]));
			return [...onDisk, ...(await spare.leftovers())].sort((a, b) => a.startedAt - b.startedAt);
		},
		async open(id) {
			if (!ID.test(id)) return spare.open(id);
			return orElse(openOnDisk(folder, id), () => Promise.resolve(undefined));
		},
		async delete(id) {
			if (!ID.test(id)) return spare.delete(id);
			await orElse(remove(folder, noteOf(id)), () => Promise.resolve());
			// Refused while a tab still has it open; the next look at the leftovers sweeps it away.
			await orElse(remove(folder, packetsOf(id)), () => Promise.resolve());
		},
	};
}

type Folder = () => Promise<FileSystemDirectoryHandle>;

/** The file system says no by rejecting, in many ways that all mean: do without the disk. */
const orElse = <T>(attempt: Promise<T>, otherwise: () => Promise<T>): Promise<T> =>
	attempt.catch(otherwise);

async function createOnDisk(folder: Folder, note: RecordingNote): Promise<SealableRecording> {
	const directory = await folder();
	const id = crypto.randomUUID();
	await writeNote(directory, id, note);
	const file = await directory.getFileHandle(packetsOf(id), { create: true });
	return new DiskRecording(id, file, await file.createSyncAccessHandle());
}

async function writeNote(
	directory: FileSystemDirectoryHandle,
	id: string,
	note: RecordingNote,
): Promise<void> {
	const handle = await directory.getFileHandle(noteOf(id), { create: true });
	const file = await handle.createSyncAccessHandle();
	try {
		file.write(new TextEncoder().encode(JSON.stringify(note)), { at: 0 });
	} finally {
		file.close();
	}
}

async function list(folder: Folder): Promise<readonly LeftoverCapture[]> {
	const directory = await folder();
	const found: LeftoverCapture[] = [];
	for await (const [name, handle] of directory.entries()) {
		const id = name.replace('.pcap', '');
		if (!(handle instanceof FileSystemFileHandle) || name !== packetsOf(id)) continue;
		const note = await readNote(directory, id);
		if (note === undefined) await orElse(directory.removeEntry(name), () => Promise.resolve());
		else if (await isFree(handle)) {
			const { size } = await handle.getFile();
			const { startedAt } = note;
			if (size > 0) found.push({ id, size, startedAt, interface: note.interface });
		}
	}
	return found;
}

/** Whether no tab has the file open for writing. */
async function isFree(handle: FileSystemFileHandle): Promise<boolean> {
	const lock = await orElse<SyncFile | undefined>(handle.createSyncAccessHandle(), () =>
		Promise.resolve(undefined),
	);
	lock?.close();
	return lock !== undefined;
}

async function openOnDisk(folder: Folder, id: string): Promise<KeptRecording | undefined> {
	const directory = await folder();
	const opening = directory.getFileHandle(packetsOf(id));
	const [note, handle, bytes] = await Promise.all([
		readNote(directory, id),
		opening,
		opening.then((packets) => packets.getFile()),
	]);
	if (note === undefined) return undefined;
	const open = (): Promise<ReadableFile | undefined> =>
		// Where the browser knows no modes (it ignores the word) the lock is exclusive: no other tab reads meanwhile.
		orElse<ReadableFile | undefined>(handle.createSyncAccessHandle({ mode: 'read-only' }), () =>
			Promise.resolve(undefined),
		);
	return { note, bytes, open };
}

async function remove(folder: Folder, name: string): Promise<void> {
	const directory = await folder();
	await directory.removeEntry(name);
}

/** Undefined where there is no note; a damaged one costs its words, not the packets. */
async function readNote(
	directory: FileSystemDirectoryHandle,
	id: string,
): Promise<RecordingNote | undefined> {
	const handle = await orElse<FileSystemFileHandle | undefined>(
		directory.getFileHandle(noteOf(id)),
		() => Promise.resolve(undefined),
	);
	if (handle === undefined) return undefined;
	const file = await handle.getFile();
	return (
		parseNote(await file.text()) ?? { startedAt: file.lastModified, interface: '', filter: '' }
	);
}

function parseNote(text: string): RecordingNote | undefined {
	let note: unknown;
	try {
		note = JSON.parse(text);
	} catch {
		return undefined;
	}
	return isNote(note) ? note : undefined;
}

function isNote(note: unknown): note is RecordingNote {
	if (typeof note !== 'object' || note === null) return false;
	const fields = new Map(Object.entries(note));
	return (
		typeof fields.get('startedAt') === 'number' &&
		typeof fields.get('interface') === 'string' &&
		typeof fields.get('filter') === 'string'
	);
}
