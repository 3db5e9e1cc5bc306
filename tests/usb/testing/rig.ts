import { chromium, type Browser, type Page, type Worker } from '@playwright/test';
import { existsSync } from 'node:fs';
import { err, ok, type Result } from '#lib/base/result.ts';
import { canBuildUsb, CHROMIUM } from '../build.ts';
import { startBus, type Bus } from '../bus.ts';
import { chromiumOptions, type ChromiumLaunch } from '../chromium.ts';
import { serve } from '../server.ts';
import { startEchoPhone, type EchoPhone } from './echoPhone.ts';
import { makeTestSite } from './testSite.ts';

/** Chromium's own WebUSB on our bus, or the look-alike that the server gives to any browser. */
export type Kind = 'chromium' | 'shim';

/** A phone, a bus, a browser with one page and one worker of it, all of their own. */
export interface Rig extends AsyncDisposable {
	readonly phone: EchoPhone;
	readonly bus: Bus;
	readonly origin: string;
	readonly browser: Browser;
	readonly page: Page;
	readonly worker: Worker;
}

/** Can this machine run the rig? The reason if not. */
export function canStartRig(kind: Kind): Result<undefined, string> {
	if (kind === 'chromium') {
		return canBuildUsb();
	}
	return plainBrowser() === undefined ? err('no Chromium to give the shim to') : ok(undefined);
}

export async function startRig(kind: Kind, serial: string): Promise<Rig> {
	await using stack = new AsyncDisposableStack();
	const phone = stack.use(await startEchoPhone(serial));
	const site = stack.use(await makeTestSite());
	const bus = stack.use(await startBus({ phone: phone.phone }));
	const server = stack.use(await serve({ folder: site.folder, bus, shim: kind === 'shim' }));
	const launch =
		kind === 'chromium'
			? chromiumOptions(bus, { origin: server.origin, policy: true, headless: true })
			: plainLaunch();
	const browser = stack.use(await chromium.launch(launch));
	const page = await browser.newPage();
	await page.goto(server.origin);
	const worker = page.workers()[0] ?? (await page.waitForEvent('worker'));
	const all = stack.move();
	return {
		phone,
		bus,
		origin: server.origin,
		browser,
		page,
		worker,
		[Symbol.asyncDispose]: () => all.disposeAsync(),
	};
}

/** Debian's Chromium as it is, or the one that Playwright has installed. */
function plainBrowser(): string | undefined {
	return [CHROMIUM, chromium.executablePath()].find((path) => existsSync(path));
}

function plainLaunch(): Partial<ChromiumLaunch> {
	const executablePath = plainBrowser();
	return { ...(executablePath === undefined ? {} : { executablePath }), args: ['--no-sandbox'] };
}
