// What axe says of every shared part, in light and dark, wide and narrow.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { gridOf, inspectorOf, openCharts, PHONE, rowAt, WIDE } from './gallery.ts';
import { expect, test } from './rig.ts';

test.use({ serviceWorkers: 'block' });

/** What axe knows of a page that is the same in light and dark is looked at in light. */
const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block'];

function axeFor(page: Page, colorScheme: 'light' | 'dark', part: string | undefined): AxeBuilder {
	const axe = new AxeBuilder({ page })
		// The first rows of a table have all that is in the others.
		.exclude('[data-index]:nth-child(n + 6)')
		// Spares the detour for pages with frames.
		.setLegacyMode(true);
	if (colorScheme === 'dark') axe.withRules(RULES_OF_COLOUR);
	return part === undefined ? axe : axe.include(part);
}

for (const colorScheme of ['light', 'dark'] as const) {
	for (const viewport of [PHONE, WIDE]) {
		test.describe(`axe finds nothing, ${colorScheme}, ${viewport.width} px wide`, () => {
			test.use({ viewport, colorScheme, contextOptions: { reducedMotion: 'reduce' } });

			test('in the page with a row open, in a menu, in a dialog', async ({ page, site }) => {
				const check = async (part?: string): Promise<void> => {
					const { violations } = await axeFor(page, colorScheme, part).analyze();
					expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual(
						[],
					);
				};
				await openCharts(page, site.origin);
				await rowAt(gridOf(page, 'Apps'), 1).click();
				await expect(inspectorOf(page)).toBeFocused();
				await check();
				await page.keyboard.press('Escape');
				await page.getByRole('button', { name: 'Columns' }).click();
				await check('[popover]');
				await page.keyboard.press('Escape');
				await page.getByRole('button', { name: 'List the keys' }).click();
				await check('dialog');
			});
		});
	}
}
