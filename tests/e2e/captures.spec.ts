// Real captures dropped on the page: as many packets as capinfos counts, a cut file up to its cut, a damaged one also
// behind its damage, and the details of a flow.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { askCapinfos } from '../conformance/tshark.ts';
import { expect, test } from './rig.ts';
import { ready } from './steps.ts';

const FOLDER = fileURLToPath(new URL('../../../shared/captures/', import.meta.url));

/** Formats, link types and protocols of all kinds; some are broken on purpose. */
const CAPTURES = [
	'PCAPdroid/two_flows.pcap',
	'nDPI/443-safari.pcap',
	'nDPI/4in4tunnel.pcap',
	'nDPI/EAQ.pcap',
	'nDPI/android.pcap',
	'nDPI/bittorrent.pcap',
	'nDPI/capwap_data.pcapng',
	'nDPI/custom_categories.pcapng',
	'nDPI/dazn.pcapng',
	'nDPI/dlep.pcapng',
	'tcpdump/bigtcp-ipv6.pcap',
	'tcpdump/dns_udp_2.pcap',
	'tcpdump/icmpv6-length-zero.pcapng',
	'tcpdump/isis-infinite-loop.pcap',
	'tcpdump/mptcp-v1.pcap',
	'tcpdump/quic_handshake.pcap',
	'zeek/bigtransfer.pcap',
	'zeek/dns-svcb-rdlength-mismatch.pcap',
	'zeek/fragmented-3.pcap',
	'zeek/http-09-content-length-confusion.pcap',
];

/** Drops a file on the window, as from a file manager. */
async function drop(page: Page, bytes: Uint8Array, name: string): Promise<void> {
	const transfer = await page.evaluateHandle(
		([data = '', file = '']) => {
			const content = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
			const carrier = new DataTransfer();
			carrier.items.add(new File([content], file));
			return carrier;
		},
		[Buffer.from(bytes).toString('base64'), name],
	);
	await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

/** What the Capture page says of the number of packets, once the file was read to its end. */
async function packetsShown(page: Page, name: string): Promise<number> {
	await expect(page.getByRole('main').getByText(name)).toBeVisible();
	await expect(page.getByText('Reading the capture')).toBeHidden();
	const text = await page.locator('.stat', { hasText: 'Packets' }).locator('.value').textContent();
	return Number((text ?? '').replace(/\D/g, ''));
}

/** The same pcap with one packet in its middle that says it is longer than any can be. */
function damaged(bytes: Buffer): Uint8Array {
	const copy = Buffer.from(bytes);
	let at = 24;
	while (at < copy.length / 2) at += 16 + copy.readUInt32LE(at + 8);
	copy.fill(0xff, at + 8, at + 16);
	return copy;
}

test.skip(!existsSync(FOLDER), `no captures at ${FOLDER}`);

test('twenty real captures show the packets that capinfos counts', async ({ page, site }) => {
	const counted = await askCapinfos(FOLDER, CAPTURES);
	await page.goto(site.origin);
	await ready(page);
	for (const file of CAPTURES) {
		const name = file.replace('/', '-');
		await drop(page, await readFile(FOLDER + file), name);
		expect.soft(await packetsShown(page, name), name).toBe(counted.get(file));
	}
});

test('a cut capture shows what stands before the cut, and where that is', async ({
	page,
	site,
}) => {
	const whole = await readFile(`${FOLDER}nDPI/android.pcap`);
	await page.goto(site.origin);
	await ready(page);
	await drop(page, whole, 'whole.pcap');
	const all = await packetsShown(page, 'whole.pcap');
	await drop(page, whole.subarray(0, whole.length - 7), 'cut.pcap');
	expect(await packetsShown(page, 'cut.pcap')).toBe(all - 1);
	await expect(page.getByText(/ends in the middle of a packet/)).toBeVisible();
	await expect(page.getByText(/^At byte .* \(0x[0-9a-f]+\), 98\.9.% into the file/)).toBeVisible();
});

test('behind damage the capture is read on, once that is asked for', async ({ page, site }) => {
	const bytes = await readFile(`${FOLDER}nDPI/android.pcap`);
	await page.goto(site.origin);
	await ready(page);
	await drop(page, bytes, 'whole.pcap');
	const all = await packetsShown(page, 'whole.pcap');
	await drop(page, damaged(bytes), 'damaged.pcap');
	expect(await packetsShown(page, 'damaged.pcap')).toBeLessThan(all - 1);
	await page.getByRole('button', { name: 'Read on behind the damage' }).click();
	await expect(page.getByText('A place of damage was passed over')).toBeVisible();
	expect(await packetsShown(page, 'damaged.pcap')).toBe(all - 1);
});

test('a row tells what was said and how it fared, by the keyboard', async ({ page, site }) => {
	await page.goto(site.origin);
	await ready(page);
	await drop(page, await readFile(`${FOLDER}nDPI/443-safari.pcap`), 'safari.pcap');
	await packetsShown(page, 'safari.pcap');
	await page.getByRole('grid').locator('[data-index="0"]').focus();
	await page.keyboard.press('Enter');
	const details = page.getByRole('complementary');
	await expect(details).toBeFocused();
	await expect(details.getByText('asked for in TLS (SNI)')).toBeVisible();
	await expect(details.getByText('TLS 1.2')).toBeVisible();
	await expect(details.getByText('1 to 25 of 41')).toBeVisible();
	await details.getByRole('button', { name: 'Later' }).press('Enter');
	await expect(details.getByText('26 to 41 of 41')).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(details).toBeHidden();
});

for (const colorScheme of ['light', 'dark'] as const) {
	test(`axe finds nothing on the page with a flow open, ${colorScheme}`, async ({ page, site }) => {
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		await page.goto(site.origin);
		await ready(page);
		const bytes = await readFile(`${FOLDER}nDPI/android.pcap`);
		await drop(page, damaged(bytes), 'damaged.pcap');
		await packetsShown(page, 'damaged.pcap');
		await page.getByRole('grid').locator('[data-index="2"]').click();
		await expect(page.getByRole('complementary').getByText(/^1 to /)).toBeVisible();
		const axe = new AxeBuilder({ page }).exclude('[data-index]:nth-child(n + 6)');
		const { violations } = await axe.setLegacyMode(true).analyze();
		expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
	});
}
