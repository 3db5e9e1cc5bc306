// The whole site without a mouse, and in a window 360 px wide.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './rig.ts';
import { ready } from './steps.ts';

const heading = (page: Page, name: string): Locator =>
	page.getByRole('heading', { level: 1, name });
/** Rows of the table that the filter is of; others may follow it on the page. */
const rows = (page: Page): Locator => page.getByRole('grid').first().locator('[data-index]');
const inspector = (page: Page): Locator => page.getByRole('complementary');

/** More presses than any page has places to stop at before its table. */
const MOST_STOPS = 40;

/** Goes on by Tab until `target` has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
	for (let stop = 0; stop < MOST_STOPS; stop += 1) {
		if (await target.evaluate((element) => element === document.activeElement)) return;
		await page.keyboard.press('Tab');
	}
	await expect(target).toBeFocused();
}

async function openSample(page: Page, origin: string): Promise<void> {
	await page.goto(origin);
	await ready(page);
	await tabTo(page, page.getByRole('button', { name: 'Look at the sample' }));
	await page.keyboard.press('Enter');
	await expect(heading(page, 'Overview')).toBeVisible();
	await expect(page.getByRole('heading', { name: 'Findings' })).toBeVisible();
}

async function goTo(page: Page, letter: string, name: string): Promise<void> {
	await page.keyboard.press('g');
	await page.keyboard.press(letter);
	await expect(heading(page, name)).toBeVisible();
}

test('the first stop leads past the pages to the content', async ({ page, site }) => {
	await page.goto(site.origin);
	await ready(page);
	await page.keyboard.press('Tab');
	const skip = page.getByRole('link', { name: 'To the content' });
	await expect(skip).toBeFocused();
	await expect(skip).toBeInViewport();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('main')).toBeFocused();
	await page.keyboard.press('Tab');
	await expect(page.getByRole('button', { name: 'Connect a phone' })).toBeFocused();
});

test('every page is a letter away, and ? lists them', async ({ page, site }) => {
	await openSample(page, site.origin);
	const letters = { a: 'Apps', c: 'Connections', p: 'Capture', h: 'Share', o: 'Overview' };
	for (const [letter, name] of Object.entries(letters)) {
		await goTo(page, letter, name);
		const link = page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name });
		await expect(link).toHaveAttribute('aria-current', 'page');
	}
	await page.keyboard.press('?');
	const help = page.getByRole('dialog', { name: 'Keys' });
	await expect(help.getByText('Connections')).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(help).toHaveCount(0);
	await goTo(page, 's', 'What does your phone do on the network?');
});

for (const [letter, name] of [
	['a', 'Apps'],
	['c', 'Connections'],
	['p', 'Capture'],
] as const) {
	test(`${name}: filtered, walked and opened by keys`, async ({ page, site }) => {
		await openSample(page, site.origin);
		await goTo(page, letter, name);
		const others = rows(page).filter({ hasNotText: /courier/i });
		await expect(others.first()).toBeVisible();

		const filter = page.getByLabel('Filter', { exact: true });
		await page.keyboard.press('/');
		await expect(filter).toBeFocused();
		await page.keyboard.type('courier');
		await expect(filter).toHaveValue('courier');
		await expect(page).toHaveURL(/[?&]q=courier$/);
		await expect(others).toHaveCount(0);
		await expect(rows(page).first()).toBeVisible();
		await page.keyboard.press('Escape');
		await expect(filter).toHaveValue('');
		await expect(others.first()).toBeVisible();
		await page.keyboard.press('Escape');
		await expect(filter).not.toBeFocused();

		await tabTo(page, rows(page).first());
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('ArrowDown');
		await expect(rows(page).nth(2)).toBeFocused();
		await page.keyboard.press('Enter');
		await expect(inspector(page)).toBeFocused();
		await expect(page).toHaveURL(/[?&]open=/);
		await expect(rows(page).nth(2)).toHaveAttribute('aria-selected', 'true');
		await page.keyboard.press('Escape');
		await expect(inspector(page)).toHaveCount(0);
		await expect(rows(page).nth(2)).toBeFocused();
	});
}

test.describe('360 px wide', () => {
	test.use({ viewport: { width: 360, height: 740 } });

	/** The page itself, not a table in it, reaches beyond the window. */
	const beyond = (page: Page): Promise<number> =>
		page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

	test('no page scrolls sideways, nor with a row open', async ({ page, site }) => {
		await page.goto(`${site.origin}/dev/gallery/`);
		await ready(page);
		expect.soft(await beyond(page), 'Gallery').toBeLessThanOrEqual(0);
		await page.goto(site.origin);
		await ready(page);
		expect.soft(await beyond(page), 'Start').toBeLessThanOrEqual(0);
		await openSample(page, site.origin);
		expect.soft(await beyond(page), 'Overview').toBeLessThanOrEqual(0);
		for (const [letter, name] of [
			['a', 'Apps'],
			['c', 'Connections'],
			['p', 'Capture'],
		] as const) {
			await goTo(page, letter, name);
			await expect(rows(page).first()).toBeVisible();
			expect.soft(await beyond(page), name).toBeLessThanOrEqual(0);
			await tabTo(page, rows(page).first());
			await page.keyboard.press('Enter');
			await expect(inspector(page)).toBeVisible();
			expect.soft(await beyond(page), `${name} with a row open`).toBeLessThanOrEqual(0);
			await page.keyboard.press('Escape');
			await expect(inspector(page)).toHaveCount(0);
		}
		await goTo(page, 'h', 'Share');
		expect.soft(await beyond(page), 'Share').toBeLessThanOrEqual(0);
	});
});
