// Flows in every state, as the gallery makes them up: what their details say, and what axe says of them.
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { gridOf, inspectorOf, PHONE, rowAt, WIDE } from './gallery.ts';
import { expect, test } from './rig.ts';
import { ready } from './steps.ts';

const FLOWS = 7;

test.use({ serviceWorkers: 'block', contextOptions: { reducedMotion: 'reduce' } });

/** Opens the details of a made-up flow. */
async function openFlow(page: Page, index: number): Promise<Locator> {
	await rowAt(gridOf(page, 'Flows'), index).click();
	await expect(inspectorOf(page)).toBeFocused();
	return inspectorOf(page);
}

async function visit(page: Page, origin: string): Promise<void> {
	await page.goto(`${origin}/dev/gallery/`);
	await ready(page);
	await gridOf(page, 'Flows').scrollIntoViewIfNeeded();
}

for (const colorScheme of ['light', 'dark'] as const) {
	for (const viewport of [PHONE, WIDE]) {
		test.describe(`${colorScheme}, ${viewport.width} px wide`, () => {
			test.use({ viewport, colorScheme });

			test('axe finds nothing in the details of any flow', async ({ page, site }) => {
				await visit(page, site.origin);
				for (let index = 0; index < FLOWS; index++) {
					await openFlow(page, index);
					const axe = new AxeBuilder({ page }).include('aside.inspector').setLegacyMode(true);
					const { violations } = await axe.analyze();
					expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual(
						[],
					);
					await page.keyboard.press('Escape');
				}
			});
		});
	}
}

test('a secret in clear is a warning with what to do', async ({ page, site }) => {
	await visit(page, site.origin);
	const details = await openFlow(page, 1);
	await expect(details.getByText('A secret was sent in clear')).toBeVisible();
	await expect(details.getByText(/Change that password/)).toBeVisible();
	await expect(details.getByText('evil⟨U+202E⟩gpj.exe')).toBeVisible();
});

test('a count of ill health says what it means and whether it is bad', async ({ page, site }) => {
	await visit(page, site.origin);
	const details = await openFlow(page, 1);
	const full = details.getByRole('listitem').filter({ hasText: 'Receiver full' });
	await expect(full).toContainText('0 in, 5 out');
	await expect(full).toContainText('bad');
});

test('what a tunnel carries leads to the flow that carries it', async ({ page, site }) => {
	await visit(page, site.origin);
	const details = await openFlow(page, 2);
	await details.getByRole('button', { name: 'Show the flow that carries it' }).click();
	await expect(details.getByRole('heading', { name: 'vpn.example:2152' })).toBeVisible();
	await expect(details.getByText(/Other flows travel inside/)).toBeVisible();
});

test('behind a VPN on the phone no time is taken for the network’s', async ({ page, site }) => {
	await visit(page, site.origin);
	const details = await openFlow(page, 5);
	await expect(details.getByText('Seen through a VPN on the phone')).toBeVisible();
	await expect(details.getByText('not the network’s', { exact: true })).toHaveCount(3);
});

test('failed lookups stand out', async ({ page, site }) => {
	await visit(page, site.origin);
	const details = await openFlow(page, 3);
	await expect(details.getByText('no such name')).toBeVisible();
	await expect(details.getByText('server failed')).toBeVisible();
});
