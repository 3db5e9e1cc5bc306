import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { AdbHost } from './host/adb.ts';
import { describePhone } from './host/describe.ts';
import { PROFILE_NAMES, startPhone } from './start.ts';
import type { Phone, ProfileName } from './start.ts';

const run = promisify(execFile);
const PATIENCE = { timeout: 10_000, interval: 100 };

const COURIER = 10123;
const WEATHER = 10145;
const CHAT = 10167;
const CLOCK = 1000;
const NETD = 1051;

/** Bytes received per uid, as the phone's own command shows them. */
async function receivedByUid(host: AdbHost, profile: ProfileName): Promise<Map<number, number>> {
	if (profile === 'old-9') {
		const stats = await host.shell('cat /proc/net/xt_qtaguid/stats');
		const rows = stats.split(/\r?\n/).map((line) => line.split(' '));
		const own = rows.filter(
			([, iface, tag, , set]) => iface === 'wlan0' && tag === '0x0' && set === '0',
		);
		return new Map(own.map(([, , , uid, , bytes]) => [Number(uid), Number(bytes)]));
	}
	const dump = await host.shell('dumpsys netstats');
	const map = /mAppUidStatsMap:\n.*rxBytes.*\n((?: {4}\d.*\n)*)/.exec(dump)?.[1] ?? '';
	const rows = map.trim().split('\n');
	return new Map(
		rows.map((row) => row.trim().split(' ').map(Number)).map(([uid = -1, rx = 0]) => [uid, rx]),
	);
}

async function tshark(capture: Buffer, ...args: readonly string[]): Promise<string> {
	const folder = mkdtempSync(join(tmpdir(), 'porthole-capture-'));
	try {
		const path = join(folder, 'capture.pcap');
		writeFileSync(path, capture);
		return (await run('tshark', ['-r', path, ...args])).stdout;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Captures while `traffic` happens, and stops tcpdump as a person would, with ^C. */
async function capture(
	phone: Phone,
	host: AdbHost,
	{ command, root }: { readonly command: string; readonly root: (command: string) => string },
	traffic: () => Promise<void>,
): Promise<Buffer> {
	const running = host.start('exec-out', root(`${command} 2>/dev/null`));
	// The file header comes when the ring stands: a packet socket alone does not catch anything yet.
	const header = once(running.stdout, 'data');
	const packets = buffer(running.stdout);
	await header;
	await traffic();
	await host.adb('exec-out', root('pkill -INT tcpdump'));
	await once(running, 'close');
	expect((await phone.processes()).filter(({ cmdline }) => cmdline.includes('tcpdump'))).toEqual(
		[],
	);
	return packets;
}

await describePhone('traffic', ['adb', 'tshark'], () => {
	describe.each(PROFILE_NAMES)('%s', (profile) => {
		test("each app's bytes are counted under its own uid", async () => {
			await using phone = await startPhone({ profile });
			await using host = await AdbHost.attach(phone);
			for (const { uid, program } of phone.profile.apps) {
				if (program !== 'netd') await phone.burst(uid, 96);
			}
			const before = await receivedByUid(host, profile);
			expect([...before.keys()]).toEqual(
				expect.arrayContaining(phone.profile.apps.map(({ uid }) => uid)),
			);
			await phone.burst(COURIER, 200_000);
			const after = await receivedByUid(host, profile);
			const growth = (uid: number): number => (after.get(uid) ?? 0) - (before.get(uid) ?? 0);
			expect(growth(COURIER)).toBeGreaterThan(200_000);
			expect(growth(COURIER)).toBeLessThan(250_000);
			expect(growth(WEATHER)).toBeLessThan(50_000);
			expect(growth(CHAT)).toBeLessThan(50_000);
			expect(growth(CLOCK)).toBeLessThan(50_000);
		});

		test('the kernel shows the sockets under the uids of their apps', async () => {
			await using phone = await startPhone({ profile });
			await using host = await AdbHost.attach(phone);
			await Promise.all([COURIER, WEATHER, CHAT].map((uid) => phone.burst(uid, 100)));
			// Reading these tables is not atomic: a row can be left out while others come and go.
			await vi.waitFor(async () => {
				const tcp = await host.shell('cat /proc/net/tcp');
				expect(tcp).toMatch(/2A01A8C0:\w{4} 1E6433C6:0050 01 .* 10145 /);
				const tcp6 = await host.shell('cat /proc/net/tcp6');
				// v4-mapped, as Java's sockets are
				expect(tcp6).toMatch(
					/FFFF00002A01A8C0:\w{4} 0000000000000000FFFF0000146433C6:01BB 01 .* 10123 /,
				);
				expect(tcp6).toMatch(/:146C 01 .* 10167 /);
				for (const { uid } of phone.profile.apps.filter(({ program }) => program === 'courier')) {
					expect(tcp6).toContain(` ${uid} `);
				}
			}, PATIENCE);
		});
	});

	test('names are asked for by the app, and on the old phone by netd', async () => {
		for (const profile of ['pixel-14', 'old-9'] as const) {
			await using phone = await startPhone({ profile });
			await using host = await AdbHost.attach(phone);
			await phone.burst(WEATHER, 100);
			const uids = [...(await receivedByUid(host, profile)).keys()];
			expect(uids.includes(NETD)).toBe(profile === 'old-9');
			const tagged = profile === 'old-9' ? '' : await host.shell('dumpsys netstats');
			expect(/wlan0 0xffffff82 10145 0 [1-9]/.test(tagged)).toBe(profile === 'pixel-14');
		}
	});

	test.each([
		{ profile: 'rooted-13', root: (command: string) => `su -c '${command}'` },
		{ profile: 'old-9', root: (command: string) => command },
	] as const)(
		'tcpdump on $profile: denied to the shell, true for root',
		async ({ profile, root }) => {
			await using phone = await startPhone({ profile });
			await using host = await AdbHost.attach(phone);
			const denied = await host.adb('exec-out', 'tcpdump -i any -c 1');
			expect(denied.stdout.toString()).toMatch(/permission.*\(socket: Operation not permitted\)/s);
			if (profile === 'old-9') {
				await host.adb('root');
				await host.adb('wait-for-device');
			}

			// A ring of the default size holds eight packets in immediate mode: a burst on a busy machine overruns it.
			const command = 'tcpdump -i wlan0 -s 65600 -B 32768 -U --immediate-mode -n -w -';
			const packets = await capture(phone, host, { command, root }, async () => {
				await phone.burst(COURIER, 30_000);
				await phone.burst(CHAT, 100);
				await phone.burst(CLOCK, 48);
			});
			const names = await tshark(
				packets,
				'-T',
				'fields',
				'-e',
				'tls.handshake.extensions_server_name',
			);
			expect(names).toContain('api.courier.example');
			const answers = await tshark(packets, '-Y', 'dns.cname', '-T', 'fields', '-e', 'dns.cname');
			expect(answers).toContain('edge.courier.example,lb7.cdn.example');
			const ntp = await tshark(packets, '-Y', 'ntp && ip.src == 198.51.100.123');
			expect(ntp).toContain('NTP Version 4, server');
			const frames = await tshark(packets, '-T', 'fields', '-e', 'frame.len');
			expect(Math.max(...frames.trim().split('\n').map(Number))).toBeLessThanOrEqual(1514);
			const any = await capture(
				phone,
				host,
				{ command: 'tcpdump -i any -U --immediate-mode -w -', root },
				() => phone.burst(CHAT, 100),
			);
			expect(any.readUInt32LE(20)).toBe(276); // LINKTYPE_LINUX_SLL2
		},
	);

	test('a closed stream leaves no tcpdump behind', async () => {
		await using phone = await startPhone({ profile: 'rooted-13' });
		await using host = await AdbHost.attach(phone);
		const running = host.start('shell', "su -c 'exec tcpdump -i wlan0 -w - -U --immediate-mode'");
		await once(running.stdout, 'data');
		running.kill();
		await vi.waitFor(async () => {
			const left = (await phone.processes()).filter(({ cmdline }) => cmdline.includes('tcpdump'));
			expect(left).toEqual([]);
		}, PATIENCE);
	});
});
