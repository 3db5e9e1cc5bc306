// A file large enough that a second thread reads it for the one that decodes.
import { rm } from 'node:fs/promises';
import { writeBigCapture } from '../bench/bigCapture.ts';
import { expect, test } from './rig.ts';
import { openFile, ready } from './steps.ts';

test('a large capture is read by a thread of its own, which ends with the file', async ({
	page,
	site,
}, info) => {
	const path = info.outputPath('large.pcap');
	const { packets } = await writeBigCapture(path, 70e6, 'mixed');
	const reading = page.waitForEvent('worker', (worker) => worker.url().includes('/read.worker'));
	await page.goto(site.origin);
	await ready(page);
	await openFile(page, path);
	const thread = await reading;
	await expect(page.getByRole('main').getByText('large.pcap')).toBeVisible();
	await expect(page.getByText('Reading the capture')).toBeHidden();
	const shown = await page.locator('.stat', { hasText: 'Packets' }).locator('.value').textContent();
	expect(Number(shown?.replace(/\D/g, ''))).toBe(packets);
	await expect.poll(() => page.workers().includes(thread)).toBe(false);
	await rm(path);
});
