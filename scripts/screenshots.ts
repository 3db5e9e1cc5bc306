// `npm run screenshots`: pictures of every page, into docs/screenshots: of the sample for the README, and of each virtual
// phone and a bug report of one. `npm run screenshots -- FOLDER` takes them there in every look: light, dark, on a phone.
// Needs a machine that runs the virtual phone and the USB bus.
import { chromium, type Page } from '@playwright/test';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as steps from '../tests/e2e/steps.ts';
import { PROFILE_NAMES, startPhone, type Phone, type ProfileName } from '../tests/phone/start.ts';
import { startBus } from '../tests/usb/bus.ts';
import { chromiumOptions } from '../tests/usb/chromium.ts';
import { serve } from '../tests/usb/server.ts';
import { moveData } from './lib/appTraffic.ts';
import { PAGES, tour, type Look, type Pictures } from './screenshots/pictures.ts';

const WIDE = { width: 1360, height: 860 };
const EVERY_LOOK: readonly Look[] = [
	{ name: 'light', colorScheme: 'light', ...WIDE, whole: true },
	{ name: 'dark', colorScheme: 'dark', ...WIDE, whole: true },
	{ name: 'phone', colorScheme: 'light', width: 390, height: 844, whole: true },
];
/** What the README shows of the sample, light or dark. */
const LIGHT: Look = { name: 'light', colorScheme: 'light', ...WIDE, whole: false };
const DARK: Look = { name: 'dark', colorScheme: 'dark', ...WIDE, whole: false };
const IN_LIGHT = ['Overview', 'Apps', 'Connections', 'Share', 'Start'] as const;
const IN_DARK = ['Overview', 'Capture'] as const;
const ONE_LOOK: readonly Look[] = [
	{ name: '', colorScheme: 'light', width: 1080, height: 720, whole: true },
];
/** Of a phone that is rooted, root is allowed and packets are captured. */
const ROOTED: ProfileName = 'rooted-13';
/** Whose bug report is opened. */
const REPORTED: ProfileName = 'pixel-14';
const ROUNDS = 12;

const root = fileURLToPath(new URL('..', import.meta.url));
const [given, only] = process.argv.slice(2);
const folder = given ?? `${root}/docs/screenshots`;
const looks = given === undefined ? ONE_LOOK : EVERY_LOOK;
const build = `${root}/build`;

async function pictureSample(): Promise<void> {
	await using site = await serve({ folder: build });
	const system = '/usr/bin/chromium';
	const browser = await chromium.launch({
		...(existsSync(system) && { executablePath: system }),
		args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
	});
	const page = await browser.newPage();
	await page.goto(site.origin);
	await steps.ready(page);
	await page.getByRole('button', { name: 'Look at the sample' }).click();
	await page.waitForURL(/overview/);
	if (given === undefined) {
		await tour({ page, folder, looks: [LIGHT] }, IN_LIGHT);
		await tour({ page, folder, looks: [DARK] }, IN_DARK);
	} else await tour({ page, folder: `${folder}/sample`, looks }, PAGES);
	await browser.close();
}

/** All that a rooted phone can show: what only root reads, and packets. */
async function climb(page: Page): Promise<void> {
	await steps.openPage(page, 'Firewall');
	await page.getByRole('button', { name: 'Allow root for this phone' }).first().click();
	await steps.openPage(page, 'Capture');
	await steps.startCapture(page, 'wlan0', '');
}

async function pictureReport(pictures: Pictures): Promise<void> {
	await pictures.page.getByRole('button', { name: 'Take a bug report' }).click();
	await pictures.page.waitForURL(/overview/);
	await tour(pictures);
}

async function picturePhone(phone: Phone, profile: ProfileName): Promise<void> {
	const { socketPath, serial, model } = phone;
	await using bus = await startBus({
		phone: { socketPath, serial, product: model, manufacturer: 'Virtual' },
	});
	await using site = await serve({ folder: build });
	const launch = chromiumOptions(bus, { origin: site.origin, policy: true, headless: true });
	const browser = await chromium.launch(launch);
	const page = await browser.newPage({ viewport: WIDE });
	await page.goto(site.origin);
	await steps.connect(page);
	if (profile === ROOTED) await climb(page);
	await steps.openPage(page, 'Apps');
	await moveData(page, phone, ROUNDS);
	await tour({ page, folder: `${folder}/${profile}`, looks });
	if (profile === REPORTED) await pictureReport({ page, folder: `${folder}/bug-report`, looks });
	await browser.close();
}

if (only === undefined || only === 'sample') await pictureSample();
for (const profile of PROFILE_NAMES) {
	if (only !== undefined && only !== profile) continue;
	await using phone = await startPhone({ profile });
	await picturePhone(phone, profile);
}
