// What the end-to-end tests stand on: the built site, served as a static host does, and where a test wants one, a
// virtual phone on a USB bus with a Chromium of its own joined to it.
import { test as base, type BrowserContext, type Page } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { startPhone, canRunPhone, type Phone, type PhoneOptions } from '../phone/start.ts';
import { canBuildUsb } from '../usb/build.ts';
import { startBus, type Bus } from '../usb/bus.ts';
import { chromiumOptions } from '../usb/chromium.ts';
import { serve, type TestServer } from '../usb/server.ts';

const BUILD = fileURLToPath(new URL('../../build', import.meta.url));

interface Options {
	/** Which phone, and how it answers; see tests/phone/profiles. */
	readonly phoneOptions: PhoneOptions;
}

interface Fixtures {
	/** The site without a phone. */
	readonly site: TestServer;
	readonly phone: Phone;
	readonly bus: Bus;
	/** The site as the phone's Chromium reaches it: the same files; with the shim where there is no real bus. */
	readonly phoneSite: TestServer;
	readonly phoneContext: BrowserContext;
	/** A page of the Chromium that the phone is plugged into, on the Start page. */
	readonly phonePage: Page;
}

const usb = canBuildUsb();

/** Whether Chromium's own WebUSB is under test; else the shim stands in for it. */
export const realUsb = usb.ok;

export const test = base.extend<Options & Fixtures>({
	phoneOptions: [{ profile: 'rooted-13' }, { option: true }],

	site: async ({}, use) => {
		await using server = await serve({ folder: BUILD });
		await use(server);
	},
	phone: async ({ phoneOptions }, use) => {
		const able = await canRunPhone();
		test.skip(!able.ok, `no virtual phone on this machine: ${able.ok ? '' : able.reason}`);
		await using phone = await startPhone(phoneOptions);
		await use(phone);
	},
	bus: async ({ phone }, use) => {
		const { socketPath, serial } = phone;
		await using bus = await startBus({
			phone: { socketPath, serial, product: phone.model, manufacturer: 'Virtual' },
		});
		await use(bus);
	},
	phoneSite: async ({ bus }, use) => {
		if (!usb.ok)
			console.log(`No USB bus for Chromium (${usb.error}): a shim stands in for WebUSB.`);
		await using server = await serve({ folder: BUILD, bus, shim: !usb.ok });
		await use(server);
	},
	phoneContext: async ({ bus, phoneSite, playwright, browser }, use) => {
		if (!usb.ok) {
			const context = await browser.newContext();
			await use(context);
			await context.close();
			return;
		}
		const options = chromiumOptions(bus, {
			origin: phoneSite.origin,
			policy: true,
			headless: true,
		});
		const joined = await playwright.chromium.launch(options);
		await use(await joined.newContext());
		await joined.close();
	},
	phonePage: async ({ phoneContext, phoneSite }, use) => {
		const page = await phoneContext.newPage();
		await page.goto(phoneSite.origin);
		await use(page);
	},
});

export { expect } from '@playwright/test';
