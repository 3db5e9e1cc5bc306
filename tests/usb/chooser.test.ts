import { chromium } from '@playwright/test';
import { describe, expect, test } from 'vitest';
import { canBuildUsb } from './build.ts';
import { startBus } from './bus.ts';
import { withChooser } from './chooser.ts';
import { chromiumOptions } from './chromium.ts';
import { canStartScreen, startScreen } from './screen.ts';
import { serve } from './server.ts';
import { startEchoPhone } from './testing/echoPhone.ts';
import { makeTestSite } from './testing/testSite.ts';

const usb = canBuildUsb();
const able = usb.ok ? canStartScreen() : usb;
const title = able.ok ? 'the chooser' : `the chooser (skipped: ${able.error})`;

describe.skipIf(!able.ok)(title, () => {
	test('a person dismisses it, then picks the phone, and page and worker have it', async () => {
		await using phone = await startEchoPhone('CHOOSER1');
		await using site = await makeTestSite();
		await using bus = await startBus({ phone: phone.phone });
		await using server = await serve({ folder: site.folder });
		await using screen = await startScreen();
		await using browser = await chromium.launch(
			chromiumOptions(bus, {
				origin: server.origin,
				policy: false,
				headless: false,
				display: screen.display,
			}),
		);
		const page = await browser.newPage();
		await page.goto(server.origin);
		const worker = page.workers()[0] ?? (await page.waitForEvent('worker'));
		const serials = async (): Promise<(string | null)[]> =>
			(await navigator.usb.getDevices()).map(({ serialNumber }) => serialNumber);
		const answer = (): Promise<unknown> => page.evaluate('globalThis.picked');
		const ask = (): Promise<void> => page.getByRole('button').click();

		expect(await page.evaluate(serials)).toEqual([]);
		await withChooser(screen, ask, 'dismiss');
		expect(await answer()).toBe('NotFoundError');
		expect(await worker.evaluate(serials)).toEqual([]);

		await withChooser(screen, ask, 'pick');
		expect(await answer()).toBe('CHOOSER1');
		expect(await page.evaluate(serials)).toEqual(['CHOOSER1']);
		expect(await worker.evaluate(serials)).toEqual(['CHOOSER1']);
	});
});
