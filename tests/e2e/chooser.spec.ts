// A phone that this browser never met, through the list that Chromium itself shows.
import { chromium } from '@playwright/test';
import { canBuildUsb } from '../usb/build.ts';
import { withChooser } from '../usb/chooser.ts';
import { chromiumOptions } from '../usb/chromium.ts';
import { canStartScreen, startScreen } from '../usb/screen.ts';
import { expect, test } from './rig.ts';
import { ready } from './steps.ts';

const usb = canBuildUsb();
const able = usb.ok ? canStartScreen() : usb;

test.use({ phoneOptions: { profile: 'pixel-14' } });
test.skip(!able.ok, `no chooser on this machine: ${able.ok ? '' : able.error}`);

test('a person closes the list, reads what helps, then picks the phone', async ({
	site,
	phone,
	bus,
}) => {
	await using screen = await startScreen();
	await using browser = await chromium.launch(
		chromiumOptions(bus, {
			origin: site.origin,
			policy: false,
			headless: false,
			display: screen.display,
		}),
	);
	const page = await browser.newPage();
	await page.goto(site.origin);
	await ready(page);

	const ask = (): Promise<void> => page.getByRole('button', { name: 'Connect a phone' }).click();
	await withChooser(screen, ask, 'dismiss');
	await expect(page.getByText('No phone was chosen')).toBeVisible();
	await expect(page.getByText(/USB debugging: on\.$/)).toBeVisible();
	await expect(page.getByText(/a cable that carries data/)).toBeVisible();

	await withChooser(screen, ask, 'pick');
	await expect(page.getByRole('button', { name: 'Disconnect' })).toBeVisible();
	await expect(page.getByText('No phone was chosen')).toBeHidden();
	await expect(page.getByRole('main').getByText(phone.model)).toBeVisible();
	await expect(page.getByRole('banner').getByText(phone.model)).toBeVisible();
});
