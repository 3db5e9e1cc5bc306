// The site without a phone: the sample, files, links, flight mode, and nothing that leaves its origin.
import AxeBuilder from '@axe-core/playwright';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { serve } from '../usb/server.ts';
import { expect, test } from './rig.ts';
import { copiedTable, openFile, openPage, ready, rowOf, type PageName } from './steps.ts';
import type { Page } from '@playwright/test';

const BUILD = fileURLToPath(new URL('../../build', import.meta.url));
const PAGES: readonly PageName[] = [
	'Overview',
	'Apps',
	'Connections',
	'Capture',
	'Interfaces',
	'Routing',
	'Protocols',
	'Firewall',
	'System',
	'Share',
];

async function openSample(page: Page, origin: string): Promise<void> {
	await page.goto(origin);
	await ready(page);
	await page.getByRole('button', { name: 'Look at the sample' }).click();
	await page.waitForURL(/overview/);
	await expect(page.getByText('Findings').first()).toBeVisible();
}

/** Every page with the sample in it, each until its main content stands. */
async function tour(page: Page, visit?: (name: PageName) => Promise<void>): Promise<void> {
	for (const name of PAGES) {
		await openPage(page, name);
		await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
		await visit?.(name);
	}
}

test('no request of a whole tour leaves the origin', async ({ page, site }) => {
	const requests: string[] = [];
	page.context().on('request', (request) => requests.push(request.url()));
	const refused: string[] = [];
	page.on('console', (message) => {
		if (/Content Security Policy|Content-Security-Policy/.test(message.text()))
			refused.push(message.text());
	});
	await openSample(page, site.origin);
	await tour(page);
	expect(requests.length).toBeGreaterThan(10);
	const elsewhere = requests.filter(
		(url) => !url.startsWith(`${site.origin}/`) && !/^(?:data|blob):/.test(url),
	);
	expect(elsewhere).toEqual([]);
	expect(refused).toEqual([]);
});

test('the policy of every page forbids what it does not need', async ({ request, site }) => {
	for (const path of ['', 'overview/', 'apps/', 'connections/', 'capture/', 'share/']) {
		const html = await (await request.get(`${site.origin}/${path}`)).text();
		const policy = /http-equiv="content-security-policy" content="([^"]*)"/i.exec(html)?.[1] ?? '';
		expect(policy).toContain("default-src 'none'");
		expect(policy).toContain("connect-src 'self'");
		expect(policy).toMatch(/script-src [^;]*'sha256-/);
		expect(/script-src ([^;]*)/.exec(policy)?.[1]).not.toContain('unsafe-inline');
		expect(policy).not.toContain("'unsafe-eval'");
	}
});

test('every page works in flight mode after one visit', async ({ page, site, context }) => {
	await page.goto(site.origin);
	await ready(page);
	await page.evaluate(async () => {
		await navigator.serviceWorker.ready;
	});
	await page.reload();
	await expect
		.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null))
		.toBe(true);
	await site.close();
	await context.setOffline(true);
	await openSample(page, site.origin);
	await tour(page, async (name) => {
		// Loaded anew, not only gone to: the page itself must come from this computer.
		await page.goto(`${site.origin}/${name.toLowerCase()}/`);
		await ready(page);
		await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
	});
});

test('works below any path', async ({ page }) => {
	await using server = await serve({ folder: BUILD, base: '/some/where/' });
	await openSample(page, `${server.origin}/some/where/`);
	await tour(page);
	await expect(page).toHaveURL(/\/some\/where\/share/);
});

test('a link shows the same apps and flows in a fresh browser', async ({ page, site, browser }) => {
	await openSample(page, site.origin);
	await openPage(page, 'Apps');
	const apps = await copiedTable(page);
	await openPage(page, 'Capture');
	const flows = await copiedTable(page);
	await openPage(page, 'Share');
	await page.getByRole('button', { name: 'Make the link' }).click();
	const url = await page.getByLabel(/^The link, /).inputValue();
	await expect(page.getByText(/The link, [\d\s]+ characters/)).toBeVisible();

	const context = await browser.newContext();
	const fresh = await context.newPage();
	await fresh.goto(url);
	await fresh.waitForURL(/overview/);
	await openPage(fresh, 'Apps');
	const column = (table: readonly (readonly string[])[], title: string) => {
		const at = table[0]?.indexOf(title) ?? -1;
		return table.slice(1).map((row) => row[at]);
	};
	const shared = await copiedTable(fresh);
	expect(column(shared, 'App')).toEqual(column(apps, 'App'));
	expect(column(shared, 'Received')).toEqual(column(apps, 'Received'));
	await openPage(fresh, 'Capture');
	const sharedFlows = await copiedTable(fresh);
	// Times in a link are rounded, so flows of the same moment may change places. A neighbour's own IPv6 address holds
	// its MAC address: a link leaves that part out.
	const told = (table: readonly (readonly string[])[]) =>
		['Far end', 'Protocol', 'Received', 'Sent', 'Packets', 'App']
			.map((title) => column(table, title))
			.reduce<string[]>(
				(rows, cells) => cells.map((cell, row) => `${rows[row] ?? ''} ${cell ?? ''}`),
				[],
			)
			.map((row) => row.replace(/\[fe80::[^\]]+\]/, '[fe80::]'))
			.sort();
	expect(told(sharedFlows)).toEqual(told(flows));
	// The link stays in the address: a reload shows the same.
	await fresh.reload();
	await expect(rowOf(fresh, '443').first()).toBeVisible();
	await context.close();
});

test('a broken link says so', async ({ page, site }) => {
	await page.goto(`${site.origin}/#s=1.AAAA`);
	await expect(page.getByText(/damaged|not a Porthole snapshot/)).toBeVisible();
});

test('garbage and cut files say what is wrong', async ({ page, site }, info) => {
	await page.goto(site.origin);
	await ready(page);
	const garbage = info.outputPath('garbage.pcap');
	await writeFile(garbage, 'this is not a capture at all');
	await openFile(page, garbage);
	await expect(page.getByText(/This is not a capture/)).toBeVisible();
	const zip = info.outputPath('cut.porthole');
	await writeFile(zip, Buffer.from('504b0304000000', 'hex'));
	await openFile(page, zip);
	await expect(page.getByText(/damaged|not a Porthole snapshot/)).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
	test(`axe finds nothing serious on any page, ${colorScheme}`, async ({ page, site }) => {
		await page.emulateMedia({ colorScheme });
		await page.goto(site.origin);
		await ready(page);
		const check = async (): Promise<void> => {
			const { violations } = await new AxeBuilder({ page }).analyze();
			const serious = violations.filter(
				({ impact }) => impact === 'serious' || impact === 'critical',
			);
			expect(serious.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
		};
		await check();
		await openSample(page, site.origin);
		await tour(page, check);
	});
}
