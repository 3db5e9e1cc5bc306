// Pictures of the pages as they stand.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Page } from '@playwright/test';
import { answered, openPage, type PageName } from '../../tests/e2e/steps.ts';
import { reduced } from './palette.ts';

export const PAGES: readonly PageName[] = [
	'Overview',
	'Apps',
	'Connections',
	'Capture',
	'Interfaces',
	'Routing',
	'Protocols',
	'Firewall',
	'System',
	'Share',
	'Start',
];

/** How a page is looked at. */
export interface Look {
	readonly name: string;
	readonly colorScheme: 'light' | 'dark';
	readonly width: number;
	readonly height: number;
	/** Whether the picture shows the whole page or only the window. */
	readonly whole: boolean;
}

export interface Pictures {
	readonly page: Page;
	readonly folder: string;
	readonly looks: readonly Look[];
}

/** A chart draws itself anew in the frame after its size has changed, a table after that. */
async function drawn(page: Page): Promise<void> {
	await page.waitForFunction(() => document.querySelector('[data-loading]') === null);
	await page.evaluate(async () => {
		for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame);
	});
}

/** The page that is open, in every look: `FOLDER/name-look.png`. */
export async function picture({ page, folder, looks }: Pictures, name: string): Promise<void> {
	for (const { name: look, colorScheme, width, height, whole } of looks) {
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		await page.setViewportSize({ width, height });
		await drawn(page);
		const file = `${folder}/${name}${look === '' ? '' : `-${look}`}.png`;
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, reduced(await page.screenshot({ fullPage: whole })));
	}
}

/** Every page, once the phone has answered what it asks. */
export async function tour(pictures: Pictures, pages: readonly PageName[] = PAGES): Promise<void> {
	for (const name of pages) {
		await openPage(pictures.page, name);
		await answered(pictures.page);
		await picture(pictures, name.toLowerCase());
	}
}
