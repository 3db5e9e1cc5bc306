// `npm run sample`: records the sample snapshot of the Start page from the virtual phone, by the site itself, and
// writes it to static/sample.porthole. Needs a machine that runs the virtual phone and the USB bus.
import { chromium, expect, type Page } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { connect, openPage, saveSnapshot, startCapture, stopCapture } from '../tests/e2e/steps.ts';
import { startPhone } from '../tests/phone/start.ts';
import { startBus } from '../tests/usb/bus.ts';
import { chromiumOptions } from '../tests/usb/chromium.ts';
import { serve } from '../tests/usb/server.ts';
import { moveData } from './lib/appTraffic.ts';

const ROUNDS = 45;

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** Pages that ask the phone when they are opened. */
const ASKING = [
	'Connections',
	'Apps',
	'Interfaces',
	'Routing',
	'Protocols',
	'Firewall',
	'System',
] as const;

/** Opens a page, allows root where it wants it, and waits until the phone has answered everything. */
async function askAll(page: Page, name: (typeof ASKING)[number]): Promise<void> {
	await openPage(page, name);
	const again = page.getByRole('button', { name: 'Ask again' });
	await expect(again).toBeEnabled();
	const root = page.getByRole('button', { name: 'Allow root for this phone' }).first();
	if (!(await root.isVisible())) return;
	await root.click();
	await expect(root).toBeHidden();
	await expect(again).toBeEnabled();
}

await using phone = await startPhone({ profile: 'rooted-13' });
const { socketPath, serial, model } = phone;
await using bus = await startBus({
	phone: { socketPath, serial, product: model, manufacturer: 'Virtual' },
});
await using site = await serve({ folder: path('../build') });
const browser = await chromium.launch(
	chromiumOptions(bus, { origin: site.origin, policy: true, headless: true }),
);
const page = await browser.newPage();
await page.goto(site.origin);
await connect(page);
await openPage(page, 'Capture');
await startCapture(page, 'wlan0', '');
await openPage(page, 'Apps');
await moveData(page, phone, ROUNDS);
await openPage(page, 'Capture');
await stopCapture(page);
for (const name of ASKING) await askAll(page, name);
console.log(await saveSnapshot(page, path('../static/sample.porthole')));
await browser.close();
