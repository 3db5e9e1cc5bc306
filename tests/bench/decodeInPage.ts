import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { assert } from '#lib/base/assert.ts';
import { twice } from './twice.ts';

/** Milliseconds in Chromium, each round's. */
export interface PageTimes {
	/** Reading the File as the decoder does, decoding nothing. */
	readonly readOnly: number[];
	/** The same, and writing every chunk to the origin's own disk. */
	readonly tee: number[];
	/** Reading the File in slices, decoding nothing. */
	readonly slices: number[];
	readonly file: number[];
	/** From the origin's own disk. */
	readonly disk: number[];
	/** The same by a thread that opened nothing before. */
	readonly first: number[];
}

/** Puts the page's file on the origin's own disk, and waits for the disk: it would still write during the first rounds. */
export async function keepOnDisk(page: Page): Promise<string> {
	const id = await page.evaluate(() => bench.keep());
	await diskIsQuiet();
	return id;
}

const diskIsQuiet = async (): Promise<void> => {
	await promisify(execFile)('sync');
};

/**
 * One round of everything that the page can do with the file it was given. What writes comes last, and is waited for:
 * the disk would still be busy with it while others are measured.
 */
export async function timeInPage(
	page: Page,
	id: string,
	packets: number,
	taken: PageTimes,
): Promise<void> {
	taken.readOnly.push(await twice(() => page.evaluate(() => bench.readOnly())));
	taken.slices.push(await twice(() => page.evaluate(() => bench.readSlices())));
	const file = await page.evaluate(() => bench.decode('file'));
	const disk = await page.evaluate((recording) => bench.decode('disk', recording), id);
	for (const { packets: read } of [file, disk]) assert(read === packets, `all ${packets} are read`);
	taken.file.push(file.ms);
	taken.disk.push(disk.ms);
	taken.first.push(disk.first);
	taken.tee.push(await page.evaluate(() => bench.tee()));
	await diskIsQuiet();
}
