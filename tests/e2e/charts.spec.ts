// A chart, by mouse, by keys and by finger.
import type { Page } from '@playwright/test';
import { boxOf, drawnSpan, gridOf, openCharts, PHONE, rowAt, WIDE } from './gallery.ts';
import { expect, test } from './rig.ts';

test.use({ viewport: WIDE, serviceWorkers: 'block' });

test('a chart is brushed by the mouse, together with its neighbour', async ({ page, site }) => {
	const box = await boxOf(await openCharts(page, site.origin));
	await page.mouse.move(box.x + 300, box.y + 50);
	await page.mouse.down();
	await page.mouse.move(box.x + 500, box.y + 60, { steps: 4 });
	await page.mouse.up();
	await expect(page.getByText(/^selected /)).toHaveCount(2);
	const first = await drawnSpan(page, 0);
	expect(first.left).toBeCloseTo(300, 0);
	expect(first.width).toBeCloseTo(200, 0);
	expect(await drawnSpan(page, 1)).toEqual(first);
	await page.mouse.click(box.x + 400, box.y + 50);
	await expect(page.getByText('last 4 min')).toHaveCount(2);
});

test('a chart is read and brushed by keys, and is a table', async ({ page, site }) => {
	const chart = await openCharts(page, site.origin);
	await chart.focus();
	await page.keyboard.press('Home');
	await page.keyboard.press('ArrowRight');
	await expect(chart).toHaveAttribute('aria-valuetext', /^15:02:12: Video Player .*, Games Hub /);
	await page.keyboard.press('Shift+ArrowRight');
	await page.keyboard.press('Shift+ArrowRight');
	await expect(page.getByText(/^selected 4\.0.s$/)).toHaveCount(2);
	await page.keyboard.press('Escape');
	await expect(page.getByText('last 4 min')).toHaveCount(2);

	await page.getByRole('button', { name: 'As table' }).first().click();
	const numbers = gridOf(page, 'Bytes per second by app');
	await expect(numbers).toHaveAttribute('aria-rowcount', '121');
	await expect(rowAt(numbers, 0)).toContainText('15:06:08');
	await page.getByRole('button', { name: 'As chart' }).first().click();
	await expect(chart.locator('.u-over')).toBeVisible();
});

interface Point {
	readonly x: number;
	readonly y: number;
}

/** One finger that goes down at the first point, along the others, and up at the last. */
async function drag(page: Page, points: readonly Point[]): Promise<void> {
	const screen = await page.context().newCDPSession(page);
	for (const [index, point] of points.entries()) {
		const type = index === 0 ? 'touchStart' : 'touchMove';
		await screen.send('Input.dispatchTouchEvent', { type, touchPoints: [point] });
	}
	await screen.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

test.describe('by finger, 360 px wide', () => {
	test.use({ viewport: PHONE, hasTouch: true, isMobile: true });

	test('a chart is brushed along its time, and scrolled past without that', async ({
		page,
		site,
	}) => {
		const box = await boxOf(await openCharts(page, site.origin));
		const at = (x: number, y: number): Point => ({ x: box.x + x, y: box.y + y });
		await drag(page, [at(120, 50), at(140, 50), at(170, 50), at(200, 50)]);
		await expect(page.getByText(/^selected /)).toHaveCount(2);
		const brushed = await drawnSpan(page, 0);
		expect(brushed.left).toBeCloseTo(120, 0);
		expect(brushed.width).toBeCloseTo(80, 0);

		const top = (): Promise<number> => page.evaluate(() => scrollY);
		const before = await top();
		await drag(page, [at(150, 100), at(151, 90), at(152, 70), at(152, 30), at(152, -30)]);
		await expect.poll(top).toBeGreaterThan(before);
		expect(await drawnSpan(page, 0)).toEqual(brushed);
	});
});
