// Every page of a rooted phone that tells all it can: what axe says of it in light and dark, and whether it fits a phone.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './rig.ts';
import { answered, connect, openPage, type PageName } from './steps.ts';

test.use({ phoneOptions: { profile: 'rooted-13' }, contextOptions: { reducedMotion: 'reduce' } });
test.describe.configure({ timeout: 240_000 });

const PAGES: readonly PageName[] = [
	'Start',
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
];
const WIDE = { width: 1360, height: 860 };
const NARROW = { width: 390, height: 844 };

async function violations(page: Page, rules: readonly string[] = []): Promise<unknown> {
	// The first rows of a table have all that is in the others.
	const axe = new AxeBuilder({ page }).exclude('[data-index]:nth-child(n + 6)').setLegacyMode(true);
	if (rules.length > 0) axe.withRules([...rules]);
	const found = await axe.analyze();
	return found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}

test('axe finds nothing, and no page is wider than a phone', async ({ phonePage: page }) => {
	await connect(page);
	await openPage(page, 'Firewall');
	await page.getByRole('button', { name: 'Allow root for this phone' }).first().click();
	for (const name of PAGES) {
		await page.setViewportSize(NARROW);
		await openPage(page, name);
		await answered(page);
		expect.soft(await violations(page), `${name}, narrow`).toEqual([]);
		const beyond = () => document.documentElement.scrollWidth - window.innerWidth;
		expect.soft(await page.evaluate(beyond), name).toBeLessThanOrEqual(0);
		await page.setViewportSize(WIDE);
		await page.emulateMedia({ colorScheme: 'light' });
		expect.soft(await violations(page), `${name}, light`).toEqual([]);
		await page.emulateMedia({ colorScheme: 'dark' });
		expect.soft(await violations(page, ['color-contrast']), `${name}, dark`).toEqual([]);
		await page.emulateMedia({ colorScheme: 'light' });
	}
});
