// Real captures dropped on the page: as many packets as capinfos counts, and a cut file up to its cut.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
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
	await expect(page.getByText(/^At byte/)).toBeVisible();
});
