import type { GivenFile } from '#lib/ports/report.ts';

/** Files of a folder that are looked at: no report of a phone has as many. */
const MAX_FILES = 20_000;
const MAX_DEPTH = 8;

/** A folder that a person gave: its name, and all that is in it. */
export interface GivenFolder {
	readonly name: string;
	readonly files: readonly GivenFile[];
}

/** What a folder picker gave: every file knows its way from the folder, which begins with the folder's name. */
export function chosenFolder(files: Iterable<File>): GivenFolder | undefined {
	const given = Array.from(files, (file) => ({ path: file.webkitRelativePath, file }));
	const name = given[0]?.path.split('/', 1)[0];
	return name === undefined ? undefined : { name, files: given.slice(0, MAX_FILES) };
}

/** The folder among what was dropped; undefined where only files were. Must be called before anything is awaited. */
export function droppedFolder(items: DataTransferItemList): FileSystemDirectoryEntry | undefined {
	for (const item of items) {
		const entry = item.webkitGetAsEntry();
		if (entry !== null && isFolder(entry)) return entry;
	}
	return undefined;
}

/** The kinds by their own word: not every browser gives their classes a name. */
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

/** All files of a dropped folder. What the disk would not give is left out. */
export async function filesOf(folder: FileSystemDirectoryEntry): Promise<GivenFolder> {
	const files: GivenFile[] = [];
	await collect(folder, `${folder.name}/`, MAX_DEPTH, files);
	return { name: folder.name, files };
}

async function collect(
	folder: FileSystemDirectoryEntry,
	path: string,
	depth: number,
	files: GivenFile[],
): Promise<void> {
	for (const entry of await entriesOf(folder)) {
		if (files.length >= MAX_FILES) return;
		if (isFile(entry)) {
			const file = await fileOf(entry);
			if (file !== undefined) files.push({ path: path + entry.name, file });
		} else if (isFolder(entry) && depth > 0) {
			await collect(entry, `${path}${entry.name}/`, depth - 1, files);
		}
	}
}

/** A reader gives its entries by the hundred, and none at the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
	const reader = folder.createReader();
	const all: FileSystemEntry[] = [];
	while (all.length < MAX_FILES) {
		const some = await new Promise<readonly FileSystemEntry[]>((resolve) => {
			reader.readEntries(resolve, () => {
				resolve([]);
			});
		});
		if (some.length === 0) break;
		all.push(...some);
	}
	return all;
}

const fileOf = (entry: FileSystemFileEntry): Promise<File | undefined> =>
	new Promise((resolve) => {
		entry.file(resolve, () => {
			resolve(undefined);
		});
	});
