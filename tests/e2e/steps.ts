// What a person does on the pages, each step waiting for what the person would wait for.
import type { Locator, Page } from '@playwright/test';
import { expect } from './rig.ts';

export type PageName =
	| 'Start'
	| 'Overview'
	| 'Apps'
	| 'Connections'
	| 'Capture'
	| 'Interfaces'
	| 'Routing'
	| 'Protocols'
	| 'Firewall'
	| 'System'
	| 'Share';

/** The page reacts to clicks from here on. */
export async function ready(page: Page): Promise<void> {
	await page.locator('[data-ready=true]').waitFor({ state: 'attached' });
}

/** In a narrow window the bar at the bottom has no room for every page. */
async function openBehindMore(page: Page, name: PageName): Promise<void> {
	await page.getByRole('button', { name: 'More', exact: true }).click();
	await page.getByRole('dialog').getByRole('link', { name }).click();
}

export async function openPage(page: Page, name: PageName): Promise<void> {
	const link = page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name });
	if (await link.isVisible()) await link.click();
	else await openBehindMore(page, name);
	const title = name === 'Start' ? /What does your phone do/ : name;
	await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

/** A phone that the browser knows already is connected by one click, without its chooser. */
export async function connect(page: Page): Promise<void> {
	await ready(page);
	await page.getByRole('button', { name: /^Connect \S+ again$/ }).click();
	await expect(page.getByRole('button', { name: 'Disconnect' })).toBeVisible();
}

/** No question of the page is open any more. */
export async function answered(page: Page): Promise<void> {
	await expect(page.getByRole('button', { name: 'Ask again', disabled: true })).toHaveCount(0);
	await expect(page.getByText('Asking the phone…')).toHaveCount(0);
}

/** Rows of the page's table that hold a text. */
export const rowOf = (page: Page, text: string): Locator =>
	page.getByRole('grid').getByRole('row').filter({ hasText: text });

export async function startCapture(page: Page, on: string, filter: string): Promise<void> {
	const ask = page.getByRole('button', { name: 'Ask the phone for root' });
	await expect(ask.or(page.getByLabel('Interface'))).toBeVisible();
	if (await ask.isVisible()) await ask.click();
	await page.getByLabel('Interface').selectOption(on);
	await page.getByLabel('Filter', { exact: true }).first().fill(filter);
	await page.getByRole('button', { name: 'Start capturing' }).click();
	await expect(page.getByText(/^Recording/)).toBeVisible();
}

export async function stopCapture(page: Page): Promise<void> {
	await page.getByRole('main').getByRole('button', { name: 'Stop' }).click();
	await expect(page.getByRole('button', { name: 'Start capturing' })).toBeEnabled();
}

/** Saves from the Share page to `path`. */
export async function saveSnapshot(page: Page, path: string): Promise<string> {
	await openPage(page, 'Share');
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Save the snapshot' }).click();
	await (await download).saveAs(path);
	return path;
}

/** Opens a file by the button on the Start page. */
export async function openFile(page: Page, path: string): Promise<void> {
	await openPage(page, 'Start');
	await page.getByLabel('Open a file').setInputFiles(path);
}

/** The page's whole table as it is copied: one array per row, below its titles. */
export async function copiedTable(page: Page): Promise<readonly (readonly string[])[]> {
	await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
	await page.getByRole('button', { name: 'Copy', exact: true }).click();
	const text = await page.evaluate(() => navigator.clipboard.readText());
	return text.split('\n').map((line) => line.split('\t'));
}
