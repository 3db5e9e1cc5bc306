import { chromium, type Page } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { canRunPhone, startPhone, type Phone, type ProfileName } from '../phone/start.ts';
import { canBuildUsb } from '../usb/build.ts';
import { startBus, type Bus } from '../usb/bus.ts';
import { chromiumOptions } from '../usb/chromium.ts';
import { serve } from '../usb/server.ts';

export const BUILD = fileURLToPath(new URL('../../build', import.meta.url));

/** A virtual phone plugged into a Chromium of its own, which may use it without asking. */
export interface Joined extends AsyncDisposable {
	readonly phone: Phone;
	readonly bus: Bus;
	/** Where the site is served. */
	readonly origin: string;
	readonly page: Page;
}

/** Why no phone can be joined to a Chromium on this machine; undefined where one can. */
export async function whyNotJoined(): Promise<string | undefined> {
	const phone = await canRunPhone();
	if (!phone.ok) return `no virtual phone: ${phone.reason}`;
	const usb = canBuildUsb();
	return usb.ok ? undefined : `no USB bus for Chromium: ${usb.error}`;
}

/** Starts everything; disposing ends it, the last one first. Ask `whyNotJoined` before. */
export async function joinPhone(profile: ProfileName): Promise<Joined> {
	await using started = new AsyncDisposableStack();
	const phone = started.use(await startPhone({ profile }));
	const { socketPath, serial, model } = phone;
	const bus = started.use(
		await startBus({ phone: { socketPath, serial, product: model, manufacturer: 'Virtual' } }),
	);
	const { origin } = started.use(await serve({ folder: BUILD }));
	const options = chromiumOptions(bus, { origin, policy: true, headless: true });
	// An interrupt ends the measurement, which then ends the browser among the rest.
	const browser = await chromium.launch({ ...options, handleSIGINT: false });
	started.defer(() => browser.close());
	const page = await browser.newPage();
	const all = started.move();
	return { phone, bus, origin, page, [Symbol.asyncDispose]: () => all.disposeAsync() };
}
