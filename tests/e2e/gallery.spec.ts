// The shared parts, on the page that shows each of them, by mouse, by keys and by finger; charts have their own file.
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { serve } from '../usb/server.ts';
import { boxOf, gridOf, inspectorOf, PHONE, rowAt, titlesOf, WIDE } from './gallery.ts';
import { expect, test } from './rig.ts';
import { ready } from './steps.ts';

const BUILD = fileURLToPath(new URL('../../build', import.meta.url));
const clipboard = (page: Page): Promise<string> =>
	page.evaluate(() => navigator.clipboard.readText());

test.use({
	viewport: WIDE,
	serviceWorkers: 'block',
	permissions: ['clipboard-read', 'clipboard-write'],
});

test.describe('a table', () => {
	test.beforeEach(async ({ page, site }) => {
		await page.goto(`${site.origin}/dev/gallery/`);
		await ready(page);
	});

	test('sorts by its titles and says so', async ({ page }) => {
		const apps = gridOf(page, 'Apps');
		const received = titlesOf(apps).filter({ hasText: 'Received' });
		await expect(received).toHaveAttribute('aria-sort', 'descending');
		await received.getByRole('button').click();
		await expect(received).toHaveAttribute('aria-sort', 'ascending');
		await page.getByRole('button', { name: 'Copy', exact: true }).first().click();
		await expect(page.getByText('37 rows copied')).toBeAttached();
		const numbers = (await clipboard(page)).split('\n').map((line) => Number(line.split('\t')[1]));
		expect(numbers.slice(1)).toEqual(numbers.slice(1).sort((a, b) => a - b));
		await apps.getByRole('button', { name: 'App', exact: true }).click();
		await expect(received).not.toHaveAttribute('aria-sort');
		await expect(rowAt(apps, 0)).toContainText('Android System');
	});

	test('is filtered by / and Esc empties the filter', async ({ page }) => {
		const rows = gridOf(page, 'Apps').locator('[data-index]');
		await page.keyboard.press('/');
		await page.keyboard.type('mail');
		await expect(rows).toHaveCount(1);
		await expect(rows).toContainText('Mail');
		await expect(page.getByText('1 of 37')).toBeVisible();
		await page.keyboard.type(' or nothing');
		await expect(page.getByText('No app fits the filter')).toBeVisible();
		await page.keyboard.press('Escape');
		await expect(page.getByText('37 of 37')).toBeVisible();
	});

	test('opens a row by click and by Enter, and gets the focus back', async ({ page }) => {
		const apps = gridOf(page, 'Apps');
		await rowAt(apps, 2).click();
		await expect(inspectorOf(page)).toBeFocused();
		await expect(rowAt(apps, 2)).toHaveAttribute('aria-selected', 'true');
		await page.keyboard.press('Escape');
		await expect(inspectorOf(page)).toHaveCount(0);
		await expect(rowAt(apps, 2)).toBeFocused();

		await page.keyboard.press('ArrowDown');
		await expect(rowAt(apps, 3)).toBeFocused();
		await page.keyboard.press('End');
		await expect(rowAt(apps, 36)).toBeFocused();
		await expect(rowAt(apps, 36)).toBeInViewport({ ratio: 0.9 });
		await page.keyboard.press('Home');
		await expect(rowAt(apps, 0)).toBeFocused();
		await page.keyboard.press('Enter');
		await expect(inspectorOf(page)).toBeFocused();
		await page.getByRole('button', { name: 'Close the details' }).click();
		await expect(rowAt(apps, 0)).toBeFocused();
	});

	test('copies the marked rows, or all', async ({ page }) => {
		const apps = gridOf(page, 'Apps');
		const marked = apps.locator('[aria-selected="true"]');
		await rowAt(apps, 0).focus();
		await page.keyboard.press('Shift+ArrowDown');
		await page.keyboard.press('Shift+ArrowDown');
		await expect(marked).toHaveCount(3);
		await page.keyboard.press('Control+c');
		await expect(page.getByText('3 rows copied')).toBeAttached();
		const three = (await clipboard(page)).split('\n');
		expect(three).toHaveLength(4);
		expect(three[0]?.split('\t')).toEqual(['App', 'Received', 'Sent', 'Now', 'Sockets', 'Marks']);
		await page.keyboard.press('Escape');
		await expect(marked).toHaveCount(0);

		await page.getByRole('button', { name: 'Copy', exact: true }).first().click();
		await expect(page.getByText('37 rows copied')).toBeAttached();
		const all = (await clipboard(page)).split('\n');
		expect(all).toHaveLength(38);
		expect(all.slice(0, 4)).toEqual(three);
	});

	test('remembers which columns are wanted', async ({ page }) => {
		const titles = titlesOf(gridOf(page, 'Apps'));
		const byDefault = ['App', 'Received', 'Sent', 'Now', 'Sockets', 'Marks'];
		const chosen = ['App', 'Received', 'Now', 'Sockets', 'DNS', 'Marks'];
		await expect(titles).toHaveText(byDefault);
		await page.getByRole('button', { name: 'Columns' }).click();
		await page.getByLabel('Share of DNS in its packets').check();
		await page.getByLabel('Sent', { exact: true }).uncheck();
		await page.keyboard.press('Escape');
		await expect(titles).toHaveText(chosen);
		await page.reload();
		await expect(titles).toHaveText(chosen);
		await page.getByRole('button', { name: 'Columns' }).click();
		await page.getByRole('button', { name: 'Reset' }).click();
		await expect(titles).toHaveText(byDefault);
	});

	test('of a million rows reaches the last and scrolls like ten', async ({ page }) => {
		const many = gridOf(page, 'A million apps');
		await expect(many).toHaveAttribute('aria-rowcount', '1000001');
		await rowAt(many, 0).click();
		await page.keyboard.press('End');
		const last = rowAt(many, 999_999);
		await expect(last).toBeFocused();
		await expect(last).toContainText('App 999999');
		const [row, head, box] = [
			await boxOf(last),
			await boxOf(titlesOf(many).first()),
			await boxOf(many),
		];
		expect(row.y).toBeGreaterThanOrEqual(head.y + head.height);
		expect(row.y + row.height).toBeLessThanOrEqual(box.y + box.height + 1);
		await page.keyboard.press('ArrowUp');
		await expect(rowAt(many, 999_998)).toBeFocused();

		await many.evaluate((element) => {
			element.scrollTop = element.scrollHeight / 2;
		});
		await expect(rowAt(many, 500_000)).toContainText('App 500000');
		// The row that had the focus is gone: the table keeps it.
		await expect(many).toBeFocused();

		// The canvas is shorter than a million rows are; still the wheel moves a row as far as it turns.
		const seen = rowAt(many, 500_010);
		const place = async (): Promise<number> => (await boxOf(seen)).y;
		const before = await place();
		await page.mouse.move(box.x + 50, box.y + 100);
		await page.mouse.wheel(0, 68);
		await expect.poll(place).toBe(before - 68);
		await page.mouse.wheel(0, -68);
		await expect.poll(place).toBe(before);

		await page.keyboard.press('ArrowUp');
		await expect(rowAt(many, 999_997)).toBeFocused();
		await page.keyboard.press('Home');
		await expect(rowAt(many, 0)).toBeFocused();
	});
});

test.describe('a table, for whoever wants no motion', () => {
	test.use({ contextOptions: { reducedMotion: 'reduce' } });

	test('goes to its last row at once', async ({ page, site }) => {
		await page.goto(`${site.origin}/dev/gallery/`);
		await ready(page);
		const apps = gridOf(page, 'Apps');
		await rowAt(apps, 0).focus();
		await page.keyboard.press('End');
		await expect(rowAt(apps, 36)).toBeFocused();
		await expect(rowAt(apps, 36)).toBeInViewport({ ratio: 0.9 });
	});
});

test.describe('by finger, 360 px wide', () => {
	test.use({ viewport: PHONE, hasTouch: true, isMobile: true });

	test('a row opens as a sheet above the bar of pages', async ({ page, site }) => {
		await page.goto(`${site.origin}/dev/gallery/`);
		await ready(page);
		const apps = gridOf(page, 'Apps');
		await expect(titlesOf(apps)).toHaveText(['App', 'Received', 'Sent']);
		await rowAt(apps, 1).tap();
		const bar = await boxOf(page.getByRole('navigation', { name: 'Pages' }));
		expect(bar.y + bar.height).toBeCloseTo(PHONE.height, 0);
		const sheet = inspectorOf(page);
		const bottom = async (): Promise<number> => {
			const { y, height } = await boxOf(sheet);
			return y + height;
		};
		await expect.poll(bottom).toBeCloseTo(bar.y, 0);
		expect(await boxOf(sheet)).toMatchObject({ x: 0, width: PHONE.width });
		await page.getByRole('button', { name: 'Close the details' }).tap();
		await expect(inspectorOf(page)).toHaveCount(0);
		await page.getByRole('navigation').getByRole('link', { name: 'Apps' }).tap();
		await expect(page).toHaveURL(/\/apps\/$/);
	});
});

test.describe('the rest', () => {
	test.beforeEach(async ({ page, site }) => {
		await page.goto(`${site.origin}/dev/gallery/`);
		await ready(page);
	});

	test('a dialog holds the focus and gives it back', async ({ page }) => {
		const opener = page.getByRole('button', { name: 'Open a dialog' });
		await opener.click();
		const dialog = page.getByRole('dialog', { name: 'Stop the capture?' });
		await expect(dialog).toBeVisible();
		expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
		await page.keyboard.press('Escape');
		await expect(dialog).toHaveCount(0);
		await expect(opener).toBeFocused();
		await opener.click();
		await page.mouse.click(5, 5);
		await expect(dialog).toHaveCount(0);
	});

	test('tabs turn by arrows', async ({ page }) => {
		await page.getByRole('tab', { name: /Flows/ }).click();
		await page.keyboard.press('ArrowRight');
		await expect(page.getByRole('tab', { name: /Packets/ })).toBeFocused();
		await expect(page.getByRole('tabpanel')).toContainText('The view of packets');
	});

	test('hostile text stays text, and what hides in it is seen', async ({ page }) => {
		const raw = page.getByRole('region', { name: 'Hostile text' });
		await expect(raw).toContainText('⟨ESC⟩[31m by ⟨U+202E⟩SELinux');
		await expect(raw).toContainText('<script>alert(1)</script>');
	});

	test('? lists the keys, g a goes to Apps', async ({ page }) => {
		await page.keyboard.press('?');
		await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
		await page.keyboard.press('Escape');
		await expect(page.getByRole('dialog')).toHaveCount(0);
		await page.keyboard.press('g');
		await page.keyboard.press('a');
		await expect(page).toHaveURL(/\/apps\/$/);
		await expect(page.getByRole('link', { name: 'Apps' })).toHaveAttribute('aria-current', 'page');
	});
});

test.describe('the choice of light or dark', () => {
	test.use({ serviceWorkers: 'allow', colorScheme: 'light' });

	test('stands before the first paint, below any path, and in flight mode', async ({
		page,
		context,
	}) => {
		// Notes on the body, as soon as there is one, what stood on the root element then: nothing is painted before,
		// and no module of the site has run.
		await page.addInitScript(() => {
			new MutationObserver((_, observer) => {
				if (document.querySelector('body') === null) return;
				observer.disconnect();
				document.body.dataset['atFirst'] = document.documentElement.dataset['theme'] ?? 'none';
			}).observe(document, { childList: true, subtree: true });
		});
		const atFirst = (theme: string): Promise<void> =>
			expect(page.locator('body')).toHaveAttribute('data-at-first', theme);
		const background = (): Promise<string> =>
			page.evaluate(() => getComputedStyle(document.body).backgroundColor);

		await using server = await serve({ folder: BUILD, base: '/some/where/' });
		await page.goto(`${server.origin}/some/where/dev/gallery/`);
		await ready(page);
		await atFirst('none');
		const light = await background();
		const button = page.getByRole('button', { name: /^Colours: / });
		await expect(button).toHaveAccessibleName("Colours: the system's");
		await button.click();
		await button.click();
		await expect(button).toHaveAccessibleName('Colours: dark');
		const dark = await background();
		expect(dark).not.toBe(light);

		await page.evaluate(async () => {
			await navigator.serviceWorker.ready;
		});
		await page.reload();
		await atFirst('dark');
		await expect(button).toHaveAccessibleName('Colours: dark');
		await expect
			.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null))
			.toBe(true);
		await server.close();
		await context.setOffline(true);
		await page.goto(`${server.origin}/some/where/`);
		await atFirst('dark');
		expect(await background()).toBe(dark);
		await ready(page);
		await button.click();
		await expect(button).toHaveAccessibleName("Colours: the system's");
		expect(await background()).toBe(light);
		await page.reload();
		await atFirst('none');
	});
});
