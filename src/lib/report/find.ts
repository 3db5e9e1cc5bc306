import type { Folder } from './folder.ts';

/** Names of a report's main text, as phones of all makers call it: `bugreport-...txt`, `dumpstate-...txt`. */
const MAIN_TEXT = /^(?:bugreport|dumpstate).*\.txt$/i;
const BOARD = /^dumpstate_board/i;
const ENTRY = 'main_entry.txt';
const MAX_ENTRY = 4096;

const ZIP = /\.zip$/i;
const REPORT_ZIP = /^(?:bugreport|dumpstate)/i;
const TEXT = /\.(?:txt|log|json|jsonl|ndjson)$/i;

/** An AndroidQF acquisition has at least one of these side by side with the others. */
const ACQUIRED = ['acquisition.json', 'getprop.txt', 'dumpsys.txt'];

/** The last part of a name, whichever slashes it was written with. */
export const baseOf = (name: string): string => name.slice(endOfFolder(name));

const endOfFolder = (name: string): number =>
	Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1;

/**
 * A bug report's main text: the one that `main_entry.txt` names (Android 7 on), else the largest that is called like
 * one. What is a folder deeper is a part of somebody's own report.
 */
export async function mainTextOf(folder: Folder): Promise<string | undefined> {
	const named = await entryOf(folder);
	if (named !== undefined) return named;
	const texts = folder.names.filter((name) => {
		const base = baseOf(name);
		return MAIN_TEXT.test(base) && !BOARD.test(base);
	});
	return texts.sort((one, other) => folder.sizeOf(other) - folder.sizeOf(one))[0];
}

async function entryOf(folder: Folder): Promise<string | undefined> {
	const entry = folder.names.find((name) => baseOf(name) === ENTRY);
	if (entry === undefined) return undefined;
	let text = '';
	const decoder = new TextDecoder();
	const take = (piece: Uint8Array): void => {
		text += decoder.decode(piece, { stream: true });
	};
	await folder.pour(entry, { limit: MAX_ENTRY, take });
	const name = entry.slice(0, endOfFolder(entry)) + text.trim();
	return folder.names.includes(name) && text.trim() !== '' ? name : undefined;
}

/** The folder of an AndroidQF acquisition, with its slash; undefined where there is none. */
export function acquisitionOf({ names }: Folder): string | undefined {
	const found = ACQUIRED.map((base) => names.find((name) => baseOf(name) === base));
	const there = found.filter((name) => name !== undefined);
	const [first] = there;
	return first === undefined || there.length < 2 ? undefined : first.slice(0, endOfFolder(first));
}

/** Zips in the zip, those that look like a report first. */
export function zipsIn({ names }: Folder): readonly string[] {
	const zips = names.filter((name) => ZIP.test(name));
	const likely = (name: string): number => (REPORT_ZIP.test(baseOf(name)) ? 0 : 1);
	return zips.sort((one, other) => likely(one) - likely(other));
}

/** Texts that may be a log. */
export const textsIn = ({ names }: Folder): readonly string[] =>
	names.filter((name) => TEXT.test(name));
