// `npm run sample`: records the sample snapshot of the Start page from the virtual phone, by the site itself, and
// writes it to static/sample.porthole. Needs a machine that runs the virtual phone and the USB bus.
import { chromium } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import {
	answered,
	connect,
	openPage,
	saveSnapshot,
	startCapture,
	stopCapture,
} from '../tests/e2e/steps.ts';
import { startPhone } from '../tests/phone/start.ts';
import { startBus } from '../tests/usb/bus.ts';
import { chromiumOptions } from '../tests/usb/chromium.ts';
import { serve } from '../tests/usb/server.ts';
import { moveData } from './lib/appTraffic.ts';

const ROUNDS = 45;

/** The pages that ask the phone what the watch does not bring. */
const ASKING = ['Connections', 'Interfaces', 'Routing', 'Protocols', 'Firewall', 'System'] as const;

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

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
await openPage(page, 'Firewall');
await page.getByRole('button', { name: 'Allow root for this phone' }).first().click();
await openPage(page, 'Apps');
await moveData(page, phone, ROUNDS);
await openPage(page, 'Capture');
await stopCapture(page);
for (const name of ASKING) {
	await openPage(page, name);
	await answered(page);
}
console.log(await saveSnapshot(page, path('../static/sample.porthole')));
await browser.close();
