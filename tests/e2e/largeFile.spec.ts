// A file that is many times as large as what is read of it at once.
import { rm } from 'node:fs/promises';
import { writeBigCapture } from '../bench/bigCapture.ts';
import { expect, test } from './rig.ts';
import { openFile, ready } from './steps.ts';

test('a large capture is read to its last packet', async ({ page, site }, info) => {
	const path = info.outputPath('large.pcap');
	const { packets } = await writeBigCapture(path, 70e6, 'mixed');
	await page.goto(site.origin);
	await ready(page);
	await openFile(page, path);
	await expect(page.getByRole('main').getByText('large.pcap')).toBeVisible();
	await expect(page.getByText('Reading the capture')).toBeHidden();
	const shown = await page.locator('.stat', { hasText: 'Packets' }).locator('.value').textContent();
	expect(Number(shown?.replace(/\D/g, ''))).toBe(packets);
	await rm(path);
});
