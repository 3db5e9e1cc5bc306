// The whole way with a phone: Chromium's own WebUSB, a virtual phone, and tshark as the judge of what was captured.
import { writeFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { conversationLine, dnsLine, type Way } from '../conformance/comparable.ts';
import { askTshark } from '../conformance/tshark.ts';
import type { Flow } from '#lib/model/flow.ts';
import { expect, test } from './rig.ts';
import { readSaved } from './savedFile.ts';
import {
	connect,
	copiedTable,
	openFile,
	openPage,
	rowOf,
	saveSnapshot,
	startCapture,
	stopCapture,
} from './steps.ts';

const COURIER = 10_123;

const PROTOCOLS: Readonly<Record<number, string>> = { 6: 'tcp', 17: 'udp' };

function line({ protocol, a, b, packets, bytes }: Flow): string {
	const way = (end: Flow['a'], at: 0 | 1): Way => ({
		from: `${end.address}:${end.port}`,
		packets: packets[at],
		bytes: String(bytes[at]),
	});
	return conversationLine(PROTOCOLS[protocol] ?? '', way(a, 0), way(b, 1));
}

const withPorts = ({ protocol }: Flow): boolean => protocol in PROTOCOLS;

const running = (processes: readonly { cmdline: string }[]) =>
	processes.filter(({ cmdline }) => cmdline.includes('tcpdump'));

test.describe('a rooted phone', () => {
	test.use({ phoneOptions: { profile: 'rooted-13' } });

	test('shows which app talks to whom, and its bytes grow', async ({ phonePage: page, phone }) => {
		await connect(page);
		await openPage(page, 'Connections');
		const socket = rowOf(page, 'com.example.courier').first();
		await expect(socket).toContainText(String(COURIER));
		await expect(socket).toContainText(':443');

		await openPage(page, 'Apps');
		const app = rowOf(page, String(COURIER)).first();
		await expect(app).toContainText('com.example.courier');
		await phone.burst(COURIER, 3_000_000);
		await expect(app).toContainText(/[3-9]\.\d\sMB/);
	});

	test('captures what tshark finds in the same bytes, and saves it', async ({
		phonePage: page,
		phone,
	}, info) => {
		await connect(page);
		await openPage(page, 'Capture');
		await startCapture(page, 'wlan0', '');
		await phone.burst(COURIER, 200_000);
		await expect(rowOf(page, 'api.courier.example').first()).toBeVisible();
		await expect(rowOf(page, 'com.example.courier').first()).toBeVisible();
		await stopCapture(page);
		expect(running(await phone.processes())).toEqual([]);
		const table = await copiedTable(page);

		const saved = await saveSnapshot(page, info.outputPath('saved.porthole'));
		const { snapshot, capture } = await readSaved(saved);
		const pcap = info.outputPath('capture.pcap');
		await writeFile(pcap, capture);
		const tshark = await askTshark(pcap);
		const flows = snapshot.capture?.flows ?? [];
		expect(flows.filter(withPorts).map(line).sort()).toEqual(tshark.bytes);
		expect(snapshot.capture?.dns.map(dnsLine)).toEqual(tshark.dns);
		expect(tshark.dns.length).toBeGreaterThan(0);
		const named = tshark.serverNames.map((text) => text.split(' ').at(-1));
		expect(named).toContain('api.courier.example');

		// The page shows the same rows as the file holds.
		expect(table.length - 1).toBe(flows.length);
		const sums = (rows: readonly (readonly [number, number])[]) =>
			rows.map(([bytes, packets]) => `${bytes} ${packets}`).sort();
		const titles = table[0] ?? [];
		const column = (title: string) => titles.indexOf(title);
		const number = (row: readonly string[], title: string) => Number(row[column(title)]);
		const shown = table
			.slice(1)
			.map(
				(row) => [number(row, 'Received') + number(row, 'Sent'), number(row, 'Packets')] as const,
			);
		const kept = flows.map(
			({ bytes, packets }) => [bytes[0] + bytes[1], packets[0] + packets[1]] as const,
		);
		expect(sums(shown)).toEqual(sums(kept));
	});

	test('opens a saved snapshot to the same pages', async ({
		phonePage: page,
		phone,
		site,
		browser,
	}, info) => {
		await connect(page);
		await openPage(page, 'Capture');
		await startCapture(page, 'any', 'port 443 or port 53');
		await phone.burst(COURIER, 100_000);
		await expect(rowOf(page, 'api.courier.example').first()).toBeVisible();
		await stopCapture(page);
		// Every look at the sockets may name another flow's app: what is compared has to stand still.
		const unnamed = rowOf(page, 'api.courier.example').filter({ hasText: 'unknown' });
		await expect(unnamed).toHaveCount(0);
		await page.getByRole('button', { name: 'Pause' }).click();
		await expect(page.getByRole('button', { name: 'Watch', exact: true })).toBeVisible();
		const flows = await copiedTable(page);
		const saved = await saveSnapshot(page, info.outputPath('saved.porthole'));

		const elsewhere = await browser.newPage();
		await elsewhere.goto(site.origin);
		await openFile(elsewhere, saved);
		await openPage(elsewhere, 'Capture');
		await expect(elsewhere.getByText(/tcpdump on any, port 443 or port 53/)).toBeVisible();
		expect(await copiedTable(elsewhere)).toEqual(flows);
		await openPage(elsewhere, 'Apps');
		await expect(rowOf(elsewhere, 'com.example.courier').first()).toBeVisible();
		await openPage(elsewhere, 'Connections');
		await expect(rowOf(elsewhere, 'com.example.courier').first()).toBeVisible();
		await elsewhere.close();
	});

	test('keeps everything received when the cable is pulled', async ({
		phonePage: page,
		phone,
		bus,
	}) => {
		await connect(page);
		await openPage(page, 'Capture');
		await startCapture(page, 'wlan0', 'tcp port 443');
		await phone.burst(COURIER, 500_000);
		await expect(rowOf(page, 'api.courier.example').first()).toBeVisible();
		await bus.unplug();
		await expect(page.getByText('The capture ended by itself')).toBeVisible();
		await expect(rowOf(page, 'api.courier.example').first()).toBeVisible();
		await expect.poll(async () => running(await phone.processes())).toEqual([]);

		await bus.plug();
		await openPage(page, 'Start');
		await expect(page.getByRole('button', { name: 'Disconnect' })).toBeVisible();
	});

	test('a live tour asks nothing of other hosts, and axe finds nothing serious in it', async ({
		phonePage: page,
		phoneSite,
		phone,
	}) => {
		const requests: string[] = [];
		page.context().on('request', (request) => requests.push(request.url()));
		await connect(page);
		await openPage(page, 'Capture');
		await startCapture(page, 'wlan0', '');
		await phone.burst(COURIER, 50_000);
		await expect(rowOf(page, 'api.courier.example').first()).toBeVisible();
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.emulateMedia({ colorScheme });
			for (const name of ['Overview', 'Apps', 'Connections', 'Capture', 'Share'] as const) {
				await openPage(page, name);
				const { violations } = await new AxeBuilder({ page }).analyze();
				const serious = violations.filter(
					({ impact }) => impact === 'serious' || impact === 'critical',
				);
				expect(serious.map(({ id, nodes }) => [name, id, nodes[0]?.html])).toEqual([]);
			}
		}
		await page.getByRole('button', { name: 'Make the link' }).click();
		await expect(page.getByLabel(/^The link, /)).toBeVisible();
		const elsewhere = requests.filter(
			(url) => !url.startsWith(`${phoneSite.origin}/`) && !/^(?:data|blob):/.test(url),
		);
		expect(requests.length).toBeGreaterThan(0);
		expect(elsewhere).toEqual([]);
	});

	test('shows tcpdump’s own words for a filter it refuses', async ({ phonePage: page }) => {
		await connect(page);
		await openPage(page, 'Capture');
		await page.getByRole('button', { name: 'Ask the phone for root' }).click();
		await page.getByLabel('Filter', { exact: true }).first().fill('tcp prot 443');
		await page.getByRole('button', { name: 'Start capturing' }).click();
		await expect(page.getByText(/syntax error/)).toBeVisible();
	});
});
