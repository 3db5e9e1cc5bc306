// `npm run screenshots`: a picture of every page with the sample in it, light, dark and on a phone, into docs/screenshots.
import { chromium, type Page } from '@playwright/test';
import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serve } from '../tests/usb/server.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = process.argv[2] ?? `${root}/docs/screenshots`;
const pages = [
	'',
	'overview',
	'apps',
	'connections',
	'capture',
	'interfaces',
	'routing',
	'protocols',
	'firewall',
	'system',
	'share',
];
const looks = [
	{ name: 'light', colorScheme: 'light', viewport: { width: 1360, height: 860 } },
	{ name: 'dark', colorScheme: 'dark', viewport: { width: 1360, height: 860 } },
	{ name: 'phone', colorScheme: 'light', viewport: { width: 390, height: 844 } },
] as const;

/** The sample opened from the Start page, as a person would. */
async function openSample(page: Page): Promise<void> {
	await page.goto(site.origin);
	await page.locator('[data-ready=true]').waitFor({ state: 'attached' });
	await page.getByRole('button', { name: 'Look at the sample' }).click();
	await page.waitForURL(/overview/);
}

mkdirSync(out, { recursive: true });
await using site = await serve({ folder: `${root}/build` });
const system = '/usr/bin/chromium';
const browser = await chromium.launch({
	...(existsSync(system) && { executablePath: system }),
	args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
});
for (const { name, ...look } of looks) {
	const page = await browser.newPage(look);
	await page.goto(site.origin);
	await page.locator('[data-ready=true]').waitFor({ state: 'attached' });
	await page.screenshot({ path: `${out}/start-${name}.png` });
	await openSample(page);
	for (const path of pages.slice(1)) {
		await page.locator(`nav a[href*="${path}"]`).first().click();
		await page.waitForURL(new RegExp(path));
		await page.locator('h1').waitFor();
		await page.waitForFunction(() => document.querySelector('[data-loading]') === null);
		await page.screenshot({ path: `${out}/${path}-${name}.png` });
	}
	await page.close();
}
await browser.close();
