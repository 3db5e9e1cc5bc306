// The page that shows every shared part: where its parts are, for the tests that use them.
import type { Locator, Page } from '@playwright/test';
import { expect } from './rig.ts';

export const WIDE = { width: 1360, height: 900 };
export const PHONE = { width: 360, height: 740 };

export const gridOf = (page: Page, name: string): Locator =>
	page.getByRole('grid', { name, exact: true });
/** The row at a place of the table, counted from 0; only those near the seen part exist. */
export const rowAt = (grid: Locator, index: number): Locator =>
	grid.locator(`[data-index="${index}"]`);
export const titlesOf = (grid: Locator): Locator => grid.getByRole('columnheader');
export const inspectorOf = (page: Page): Locator => page.getByRole('complementary');

/** Where a part stands in the window, CSS px. Throws if it is not drawn. */
export async function boxOf(part: Locator) {
	const box = await part.boundingBox();
	if (box === null) throw new Error(`${part.toString()} is not to be seen`);
	return box;
}

export const chartAt = (page: Page, index: number): Locator => page.getByRole('slider').nth(index);

/** Where a chart shows its selected span: CSS px, `left` from the chart's own edge. */
export async function drawnSpan(
	page: Page,
	index: number,
): Promise<{ left: number; width: number }> {
	const chart = await boxOf(chartAt(page, index));
	const span = await boxOf(chartAt(page, index).locator('.u-select'));
	return { left: span.x - chart.x, width: span.width };
}

/** Opens the page with both charts drawn and nothing selected; gives the first of them, in sight. */
export async function openCharts(page: Page, origin: string): Promise<Locator> {
	await page.goto(`${origin}/dev/gallery/`);
	await expect(chartAt(page, 1).locator('.u-over')).toBeVisible();
	await page.getByRole('button', { name: 'Clear selection' }).first().click();
	await expect(page.getByText('last 4 min')).toHaveCount(2);
	await chartAt(page, 0).scrollIntoViewIfNeeded();
	return chartAt(page, 0);
}
