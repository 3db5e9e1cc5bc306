// Every page that asks the phone, over Chromium's own WebUSB: each panel has a value, or says plainly why it has none.
import type { Page } from '@playwright/test';
import type { ProbeId, Readings } from '#lib/model/reading.ts';
import type { ProfileName } from '../phone/start.ts';
import { expect, test } from './rig.ts';
import { readSnapshot } from './savedFile.ts';
import { answered, connect, openPage, saveSnapshot, type PageName } from './steps.ts';

const PAGES: readonly PageName[] = [
	'Interfaces',
	'Routing',
	'Protocols',
	'Firewall',
	'System',
	'Apps',
	'Connections',
];

/** What each phone keeps from a shell without root. All else is read. */
const KEPT: Readonly<Record<ProfileName, readonly ProbeId[]>> = {
	'pixel-14': ['firewall', 'kernelLog', 'resolver', 'socketHolders'],
	'rooted-13': ['firewall', 'kernelLog', 'resolver', 'socketHolders'],
	'old-9': ['firewall', 'resolver', 'socketHolders', 'uidFirewall'],
};

interface PanelText {
	readonly title: string;
	/** Everything below the title. */
	readonly text: string;
}

function panelsOf(page: Page): Promise<readonly PanelText[]> {
	return page.locator('main section.panel').evaluateAll((panels) =>
		panels.map((panel) => {
			const header = panel.querySelector('header');
			const title = header?.querySelector('h2')?.textContent.trim() ?? '';
			const below = [...panel.children].filter((child) => child !== header);
			const drawn = below.some((child) => child.querySelector('canvas, svg') !== null);
			const text = below.map((child) => child.textContent.trim()).join(' ');
			return { title, text: text === '' && drawn ? 'drawn' : text };
		}),
	);
}

/** Words of a reading that nobody wants to see: the phone answered, and we did not understand. */
const NOT_UNDERSTOOD = /could not be read|Not understood|No answer|not in this snapshot/;

/** Opens every page and looks at what it says. */
async function lookAtAll(page: Page): Promise<void> {
	for (const name of PAGES) {
		await openPage(page, name);
		await answered(page);
		await expect(page.getByRole('main').getByText(NOT_UNDERSTOOD), name).toHaveCount(0);
		const panels = await panelsOf(page);
		const rows = await page.getByRole('main').getByRole('row').count();
		expect(panels.length + rows, name).toBeGreaterThan(1);
		for (const { title, text } of panels) {
			expect(text, `${name}, ${title}`).not.toBe('');
		}
	}
}

const outcomesOf = (readings: Readings) =>
	Object.values(readings).map(({ probe, outcome }) => ({ probe, kind: outcome.kind }));

/** The readings without a value, once every page was looked at. */
async function keptFrom(page: Page, path: string): Promise<readonly ProbeId[]> {
	const { readings } = await readSnapshot(await saveSnapshot(page, path));
	const outcomes = outcomesOf(readings);
	expect(outcomes.length).toBeGreaterThan(20);
	return outcomes.flatMap(({ probe, kind }) => (kind === 'ok' ? [] : [probe])).sort();
}

for (const [profile, kept] of Object.entries(KEPT)) {
	test.describe(profile, () => {
		test.use({ phoneOptions: { profile: profile as ProfileName } });

		test('every page has a value or a reason in every panel', async ({ phonePage: page }, info) => {
			await connect(page);
			await lookAtAll(page);
			expect(await keptFrom(page, info.outputPath('saved.porthole'))).toEqual([...kept].sort());
		});
	});
}

test.describe('root, once allowed', () => {
	test.use({ phoneOptions: { profile: 'rooted-13' } });

	test('shows iptables, and is allowed on every page', async ({ phonePage: page }, info) => {
		await connect(page);
		await openPage(page, 'Firewall');
		await answered(page);
		await expect(page.getByText('afwall-reject').first()).toBeHidden();
		await page.getByRole('button', { name: 'Allow root for this phone' }).first().click();
		await expect(page.getByText('afwall-reject').first()).toBeVisible();
		await lookAtAll(page);
		await expect(page.getByRole('button', { name: 'Allow root for this phone' })).toHaveCount(0);
		expect(await keptFrom(page, info.outputPath('saved.porthole'))).toEqual([]);
	});

	test('is refused by the phone: told, with what to do, and asked again', async ({
		phonePage: page,
		phone,
	}) => {
		await phone.setRoot('deny');
		await connect(page);
		await openPage(page, 'Firewall');
		await answered(page);
		await page.getByRole('button', { name: 'Allow root for this phone' }).first().click();
		await expect(page.getByText('The phone refused root.').first()).toBeVisible();
		await expect(page.getByText(/allow “Shell” \(com\.android\.shell\)/).first()).toBeVisible();
		await phone.setRoot('allow');
		await page.getByRole('button', { name: 'Ask the phone again' }).first().click();
		await expect(page.getByText('afwall-reject').first()).toBeVisible();
		await expect(page.getByText('The phone refused root.')).toHaveCount(0);
	});

	test('is taken back on the Start page', async ({ phonePage: page }) => {
		await connect(page);
		await openPage(page, 'Firewall');
		await page.getByRole('button', { name: 'Allow root for this phone' }).first().click();
		await expect(page.getByText('afwall-reject').first()).toBeVisible();
		await openPage(page, 'Start');
		await page.getByRole('button', { name: 'Take root back' }).click();
		await expect(page.getByRole('button', { name: 'Take root back' })).toBeHidden();
		await openPage(page, 'Firewall');
		// What root told stays, until it is asked for again.
		await expect(page.getByText('afwall-reject').first()).toBeVisible();
		await page.getByRole('button', { name: 'Ask again' }).click();
		await expect(
			page.getByRole('button', { name: 'Allow root for this phone' }).first(),
		).toBeVisible();
	});

	test('counts what the rules hit while it is watched', async ({
		phonePage: page,
		phone,
	}, info) => {
		await connect(page);
		await openPage(page, 'Firewall');
		await page.getByRole('button', { name: 'Allow root for this phone' }).first().click();
		await expect(page.getByText('afwall-reject').first()).toBeVisible();
		const first = await readSnapshot(await saveSnapshot(page, info.outputPath('first.porthole')));
		await phone.burst(10_123, 50_000);
		await expect
			.poll(
				async () => {
					const path = await saveSnapshot(page, info.outputPath('later.porthole'));
					return (await readSnapshot(path)).readings.firewall?.at;
				},
				{ timeout: 60_000, intervals: [2000] },
			)
			.toBeGreaterThan(first.readings.firewall?.at ?? Infinity);
	});
});
