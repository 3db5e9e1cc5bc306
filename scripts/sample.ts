// `npm run sample`: records the sample snapshot of the Start page from the virtual phone, by the site itself, and
// writes it to static/sample.porthole. Needs a machine that runs the virtual phone and the USB bus.
import { chromium, expect, type Page } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { connect, openPage, saveSnapshot, startCapture, stopCapture } from '../tests/e2e/steps.ts';
import { startPhone, type Phone } from '../tests/phone/start.ts';
import { startBus } from '../tests/usb/bus.ts';
import { chromiumOptions } from '../tests/usb/chromium.ts';
import { serve } from '../tests/usb/server.ts';

/** Who moves how much, one after the other: something to see in every table and chart. */
const TRAFFIC: readonly (readonly [uid: number, bytes: number])[] = [
	[10_123, 24_000],
	[10_145, 3_000],
	[10_167, 1_000],
	[10_123, 9_000],
	[10_145, 12_000],
	[1_010_123, 6_000],
];
const ROUNDS = 45;

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** Lets the apps move data, a little every second, until the watch has made its rounds. */
async function live(page: Page, phone: Phone): Promise<void> {
	const uids = new Set((await phone.processes()).map(({ uid }) => uid));
	const traffic = TRAFFIC.filter(([uid]) => uids.has(uid));
	for (let round = 1; round <= ROUNDS; round += 1) {
		const [uid, bytes] = traffic[(round * 7) % traffic.length] ?? [0, 0];
		if (round % 3 !== 0) await phone.burst(uid, bytes * (1 + (round % 4)));
		await page.waitForFunction(
			(least) => Number(/Asked (\d+) times/.exec(document.body.textContent)?.[1] ?? 0) >= least,
			round,
		);
	}
}

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
await live(page, phone);
await openPage(page, 'Capture');
await stopCapture(page);
for (const name of ASKING) await askAll(page, name);
console.log(await saveSnapshot(page, path('../static/sample.porthole')));
await browser.close();
