// The doors for what other tools took of a phone: bug reports of any age, AndroidQF acquisitions, intrusion logs; and a
// bug report that the connected phone is asked for.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page, TestInfo } from '@playwright/test';
import { writeZip } from '#lib/snapshot/zipWrite.ts';
import { MODERN, OLD } from '../report/reportTexts.ts';
import { expect, test } from './rig.ts';
import { connect, openFile, openPage, ready, rowOf, saveSnapshot } from './steps.ts';

/** What AndroidQF writes, by our own hand. */
const ACQUISITION: Readonly<Record<string, string>> = {
	'acquisition.json': '{"uuid":"0","started":"2024-05-06T07:08:09Z"}',
	'getprop.txt':
		'[ro.product.model]: [Plank 3]\n[ro.build.version.release]: [15]\n[ro.build.version.sdk]: [35]\n',
	'packages.json': '[{"name":"com.example.mail","uid":10222,"files":[]}]',
	'settings_global.txt': 'private_dns_mode=hostname\nprivate_dns_specifier=dns.example\n',
	'dumpsys.txt': `DUMP OF SERVICE netstats:
Active interfaces:
BPF map content:
  mAppUidStatsMap:
    uid rxBytes rxPackets txBytes txPackets
    10222 7000 70 500 5
`,
	'empty.txt': '',
};

const INTRUSIONS = [
	'{"dns_event":{"event_time":1767225600000,"hostname":"mail.example","ip_addresses":["203.0.113.9"],"package_name":"com.example.mail"}}',
	'{"connect_event":{"event_time":1767225601000,"ip_address":"203.0.113.9","port":993,"package_name":"com.example.mail"}}',
].join('\n');

async function zip(files: Readonly<Record<string, string>>): Promise<Uint8Array> {
	const parts = Object.entries(files).map(
		([name, text]) => ({ name, content: new Blob([text]), method: 'deflate' }) as const,
	);
	const written = await writeZip(parts, { at: 0 });
	if (!written.ok) throw new Error(written.error.kind);
	return new Uint8Array(await written.value.arrayBuffer());
}

async function written(
	info: TestInfo,
	name: string,
	content: string | Uint8Array,
): Promise<string> {
	const path = info.outputPath(name);
	await mkdir(dirname(path), { recursive: true });
	await writeFile(path, content);
	return path;
}

/** The acquisition's folder on this computer. */
async function acquisition(info: TestInfo): Promise<string> {
	for (const [name, text] of Object.entries(ACQUISITION)) {
		await written(info, join('2024-05-06', name), text);
	}
	return info.outputPath('2024-05-06');
}

/** Drops what lies on this computer, as a file manager does: a page cannot make a folder up. */
async function drop(page: Page, path: string): Promise<void> {
	const browser = await page.context().newCDPSession(page);
	const data = { items: [], files: [path], dragOperationsMask: 1 };
	for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
		await browser.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
	}
}

async function openSite(page: Page, origin: string): Promise<void> {
	await page.goto(origin);
	await ready(page);
}

/** The list of what was in the report, on the System page. */
const listed = (page: Page, what: string) =>
	page
		.getByRole('region', { name: 'What Porthole looked for in the report' })
		.getByRole('row')
		.filter({
			has: page.getByRole('rowheader', { name: what, exact: true }),
		});

test('a bug report in a zip shows on every page, and says what was in it', async ({
	page,
	site,
}, info) => {
	await openSite(page, site.origin);
	const report = await zip({ 'main_entry.txt': 'bugreport-a.txt', 'bugreport-a.txt': MODERN });
	await openFile(page, await written(info, 'bugreport-a.zip', report));
	await page.waitForURL(/overview/);
	await expect(page.getByRole('banner').getByText('Slate 9')).toBeVisible();
	await openPage(page, 'Apps');
	await expect(rowOf(page, 'com.example.courier')).toBeVisible();
	await openPage(page, 'Interfaces');
	await expect(rowOf(page, 'wlan0')).toBeVisible();
	await openPage(page, 'Routing');
	await expect(page.getByText('192.168.1.1').first()).toBeVisible();
	await openPage(page, 'System');
	await expect(listed(page, 'Traffic per app')).toContainText('read');
	await expect(page.getByText(/^Not in it: .*Wi-Fi/)).toBeVisible();
	await expect(rowOf(page, 'NETWORK DEV INFO')).toContainText('Interface counters');
});

test('a saved report still says what was in it', async ({ page, site }, info) => {
	await openSite(page, site.origin);
	const odd = MODERN.replace(
		'------ SYSTEM LOG',
		"------ IP RULES (ip rule show) ------\nfrom nowhere\n------ 0.1s was the duration of 'IP RULES' ------\n------ SYSTEM LOG",
	);
	await openFile(page, await written(info, 'bugreport.txt', odd));
	await page.waitForURL(/overview/);
	const saved = await saveSnapshot(page, info.outputPath('mine.porthole'));
	await openFile(page, saved);
	await page.waitForURL(/overview/);
	await openPage(page, 'System');
	await expect(listed(page, 'Routing rules and tables')).toContainText('not understood');
	await expect(listed(page, 'Routing rules and tables')).toContainText('from nowhere');
	await expect(rowOf(page, 'SYSTEM LOG')).toBeVisible();
});

test('a text report of Android 4.4 shows on its pages', async ({ page, site }, info) => {
	await openSite(page, site.origin);
	await openFile(page, await written(info, 'bugreport-2014.txt', OLD));
	await page.waitForURL(/overview/);
	await expect(page.getByRole('banner').getByText(/Android 4\.4\.2/)).toBeVisible();
	await openPage(page, 'Apps');
	await expect(rowOf(page, 'com.example.old')).toContainText('1.0 kB');
	await openPage(page, 'Routing');
	await expect(page.getByText('192.168.1.1').first()).toBeVisible();
	await openPage(page, 'System');
	await expect(rowOf(page, 'NETWORK INTERFACES')).toBeVisible();
});

async function showsAcquisition(page: Page): Promise<void> {
	await page.waitForURL(/overview/);
	await expect(page.getByRole('banner').getByText('Plank 3')).toBeVisible();
	await openPage(page, 'Apps');
	await expect(rowOf(page, 'com.example.mail')).toBeVisible();
	await openPage(page, 'System');
	await expect(page.getByText('dns.example').first()).toBeVisible();
	await expect(listed(page, 'Packages and their uids')).toContainText('read');
}

test('an AndroidQF folder opens by the button', async ({ page, site }, info) => {
	await openSite(page, site.origin);
	await page.getByLabel('Open a folder').setInputFiles(await acquisition(info));
	await showsAcquisition(page);
});

test('an AndroidQF folder opens where it is dropped', async ({ page, site }, info) => {
	await openSite(page, site.origin);
	await drop(page, await acquisition(info));
	await showsAcquisition(page);
});

test('an AndroidQF zip opens where it is dropped', async ({ page, site }, info) => {
	await openSite(page, site.origin);
	await drop(page, await written(info, 'acquired.zip', await zip(ACQUISITION)));
	await showsAcquisition(page);
});

test('an intrusion log shows who looked up what', async ({ page, site }, info) => {
	await openSite(page, site.origin);
	await openFile(page, await written(info, 'events.jsonl', INTRUSIONS));
	await page.waitForURL(/connections/);
	await expect(rowOf(page, 'mail.example')).toContainText('looked up');
	await expect(rowOf(page, '993')).toContainText('connected');
});

test('nonsense is told kindly, and the next file opens', async ({ page, site }, info) => {
	await openSite(page, site.origin);
	await drop(page, await written(info, 'holiday.zip', await zip({ 'beach.jpg': 'not a jpg' })));
	await expect(page.getByText(/Nothing in it is known to Porthole\. Open a capture/)).toBeVisible();
	await written(info, 'empty/readme.md', 'nothing of a phone');
	await drop(page, info.outputPath('empty'));
	await expect(page.getByText(/Nothing in it is known to Porthole\. Open a capture/)).toBeVisible();
	await drop(page, await written(info, 'letter.txt', 'Dear phone,\n'));
	await expect(page.getByText(/This is not a capture.*Nor is it a saved snapshot/)).toBeVisible();
	await drop(page, await written(info, 'bugreport.txt', MODERN));
	await page.waitForURL(/overview/);
	await expect(page.getByRole('banner').getByText('Slate 9')).toBeVisible();
});

for (const profile of ['pixel-14', 'old-9'] as const) {
	test.describe(profile, () => {
		test.use({ phoneOptions: { profile } });

		test('is asked for a bug report, which opens', async ({ phonePage: page, phone }) => {
			await connect(page);
			await openPage(page, 'Start');
			await page.getByRole('button', { name: 'Take a bug report' }).click();
			await expect(page.getByRole('progressbar')).toBeVisible();
			await page.waitForURL(/overview/, { timeout: 60_000 });
			await expect(page.getByText('from a file')).toBeVisible();
			await expect(page.getByRole('banner').getByText(phone.model)).toBeVisible();
			await openPage(page, 'Apps');
			await expect(rowOf(page, 'com.example.courier').first()).toBeVisible();
			await openPage(page, 'System');
			await expect(listed(page, 'Traffic per app')).toContainText('read');
			await page.getByRole('button', { name: 'Back to the phone' }).click();
			await expect(page.getByText('What was in the report')).toBeHidden();
		});
	});
}

test('a bug report that takes too long is called off, and can be taken again', async ({
	phonePage: page,
	phone,
}) => {
	await connect(page);
	await page.getByRole('button', { name: 'Pause' }).click();
	await expect(page.getByRole('button', { name: 'Watch' })).toBeVisible();
	await openPage(page, 'Start');
	await phone.slow(600_000);
	await page.getByRole('button', { name: 'Take a bug report' }).click();
	await expect(page.getByRole('progressbar')).toBeVisible();
	await page.getByRole('button', { name: 'Cancel' }).click();
	await expect(page.getByRole('progressbar')).toBeHidden();
	await expect(page.getByText('There is no bug report')).toBeHidden();
	await phone.slow(0);
	await page.getByRole('button', { name: 'Take a bug report' }).click();
	await page.waitForURL(/overview/, { timeout: 60_000 });
	await expect(page.getByText('from a file')).toBeVisible();
});
