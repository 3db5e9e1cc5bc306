import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { PARTS, type Part } from './plan.ts';

const DEFAULT_RUNS = 5;
const MAX_RUNS = 1000;

export const USAGE = `npm run bench -- [--runs N] [--only ${PARTS.join('|')}] [--size 100MB|1GB]
npm run bench -- --only decode --file FILE [--runs N]    a pcap or pcapng of your own`;

/** Bytes of a generated capture, by the words for it. */
const SIZES: ReadonlyMap<string, number> = new Map([
	['10MB', 10e6],
	['100MB', 100e6],
	['1GB', 1e9],
]);

export interface Options {
	readonly runs: number;
	readonly parts: readonly Part[];
	readonly sizeWord: string;
	readonly size: number;
	/** A capture to decode instead of generated ones. */
	readonly file: string | undefined;
}

interface Words {
	readonly runs?: string;
	readonly only?: string;
	readonly size?: string;
	readonly file?: string;
	readonly help?: boolean;
}

/** What a person asked for; undefined where it cannot be understood, or is how to ask. */
export function readOptions(args: readonly string[]): Options | undefined {
	const words = readWords(args);
	if (words === undefined || words.help === true) return undefined;
	const { runs: text = `${DEFAULT_RUNS}`, only, size: sizeWord = '100MB', file } = words;
	const runs = Number(text);
	const parts = PARTS.filter((part) => only === undefined || only === part);
	const size = SIZES.get(sizeWord);
	const sane = Number.isInteger(runs) && runs >= 1 && runs <= MAX_RUNS && parts.length > 0;
	if (!sane || size === undefined || !isFileSane(words)) return undefined;
	return { runs, parts, sizeWord, size, file };
}

/** A file of one's own is decoded, and is as long as it is. */
function isFileSane({ file, only, size }: Words): boolean {
	return file === undefined || (only === 'decode' && size === undefined && file !== '');
}

function readWords(args: readonly string[]): Words | undefined {
	try {
		const text = { type: 'string' } as const;
		const options = { runs: text, only: text, size: text, file: text };
		return parseArgs({ args: [...args], options: { ...options, help: { type: 'boolean' } } })
			.values;
	} catch {
		return undefined;
	}
}

/** Why a person's own capture cannot be measured; undefined where there are bytes to read. */
export function whyNotFile(file: string): string | undefined {
	const found = statSync(file, { throwIfNoEntry: false });
	if (found === undefined) return 'there is no such file';
	return found.isFile() && found.size > 0 ? undefined : 'not a file with bytes';
}

/** The command that measures a part in this way. */
export function commandOf(part: Part, { runs, sizeWord, file }: Options): string {
	const what = file === undefined ? ` --size ${sizeWord}` : ` --file ${file}`;
	return `npm run bench -- --only ${part} --runs ${runs}${part === 'decode' ? what : ''}`;
}
