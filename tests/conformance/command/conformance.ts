// Compares every capture of a folder, several at a time.
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { readCapture } from '../../../scripts/decode/read.ts';
import { askCapinfos } from '../tshark.ts';
import { compare, type Agreement } from './compare.ts';
import type { Account } from './fields.ts';
import { ourAccount } from './ours.ts';
import { askTheirs } from './theirs.ts';

const CAPTURE = /\.(?:pcap|pcapng|cap|gz)$/;

/** The captures below a folder, as paths below it. */
export function capturesBelow(folder: string): readonly string[] {
	const all = readdirSync(folder, { recursive: true, withFileTypes: true });
	return all
		.filter((entry) => entry.isFile() && CAPTURE.test(entry.name))
		.map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
		.sort();
}

/** `folder` ends in a slash. Calls `onFile` whenever another one is done. */
export async function compareAll(
	folder: string,
	files: readonly string[],
	onFile: (done: number) => void,
): Promise<readonly Agreement[]> {
	const packets = await askCapinfos(folder, files);
	const agreements: Agreement[] = [];
	const left = [...files];
	const worker = async (): Promise<void> => {
		for (let file = left.shift(); file !== undefined; file = left.shift()) {
			agreements.push(await compareFile(folder, file, packets.get(file) ?? 0));
			onFile(agreements.length);
		}
	};
	await Promise.all(Array.from({ length: availableParallelism() }, worker));
	return agreements;
}

async function compareFile(folder: string, file: string, packets: number): Promise<Agreement> {
	const path = folder + file;
	const [theirs, ours] = await Promise.all([askTheirs(path, packets), askOurs(path)]);
	return compare(file, ours, theirs);
}

/** Nothing where we make nothing of the file: then every item is a disagreement. */
async function askOurs(path: string): Promise<Account> {
	const decoded = await readCapture(path);
	return decoded.ok ? ourAccount(decoded.value.reader) : new Map();
}
