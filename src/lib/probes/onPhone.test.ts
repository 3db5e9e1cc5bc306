import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { probes } from './index.ts';
import { readAnswer } from './probe.ts';

/** The shell of every Android since 4.0; other systems have it as a package. */
const MKSH = '/usr/bin/mksh';

/** What `pm` answers: three users, one of whom is none of ours, one not a number; it would eat the loop's input. */
const PM = `#!/bin/sh
cat >/dev/null
case "$*" in
'list users') printf 'Users:\\n\\tUserInfo{0:O\\\\wner $(exit):c13} running\\n\\tUserInfo{10:Work: pro}file:1030} running\\n\\tUserInfo{150:Safe:1030}\\n\\tUserInfo{1;touch pwned:x:1}\\n' ;;
'list packages -U --user 0') printf 'package:org.example.a uid:10100\\npackage:org.example.b uid:10101\\n' ;;
'list packages -U --user 10') echo 'package:org.example.a uid:1010100' ;;
*) echo "Error: java.lang.SecurityException: Shell does not have permission: $*" ;;
esac
`;

/** Dumps that hold more than is asked for. */
const DUMPSYS = String.raw`#!/bin/sh
case "$1" in
wifi) printf '%s\n' 'Wi-Fi is enabled' 'Configured networks: 7 "Old flat"' 'mWifiInfo SSID: "a\nb $(exit)", BSSID: 02:00:5e:00:53:01, Supplicant state: COMPLETED, RSSI: -50' 'SSID: "Old flat"' ;;
telephony.registry) printf '%s\n' 'last known state:' '  Phone Id=0' '    mCallIncomingNumber=+15550100' '    mServiceState=0 home Net Net 00101  LTE CSS' '    mCellLocation=Bundle[{cid=7}]' '    mDataConnectionState=2' '  local logs:' '    mServiceState=3' ;;
esac
`;

describe.skipIf(!existsSync(MKSH))('in mksh, the shell of a phone', () => {
	let folder = '';
	const inShell = (argv: readonly string[]) =>
		execFileSync(MKSH, argv.slice(1), {
			cwd: folder,
			encoding: 'utf8',
			env: { PATH: `${folder}:/usr/bin:/bin` },
			stdio: ['pipe', 'pipe', 'pipe'],
		});

	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), 'probe-'));
		for (const [name, text] of [
			['pm', PM],
			['dumpsys', DUMPSYS],
			['getprop', "#!/bin/sh\necho '[ro.build.version.sdk]: [34]'\n"],
		] as const) {
			writeFileSync(join(folder, name), text);
			chmodSync(join(folder, name), 0o755);
		}
	});
	afterAll(() => {
		rmSync(folder, { recursive: true });
	});

	const argvOf = (probe: (typeof probes)[keyof typeof probes]) => probe.asks[0]?.argv ?? [];

	test('the packages of every user come in one call, whatever the users are called', () => {
		const text = inShell(argvOf(probes.packages));
		expect(readAnswer(probes.packages, text)).toEqual({
			kind: 'ok',
			value: [
				{ name: 'org.example.a', uid: 10100 },
				{ name: 'org.example.b', uid: 10101 },
				{ name: 'org.example.a', uid: 1010100 },
			],
		});
		expect(text).toContain('--user 150');
		expect(existsSync(join(folder, 'pwned'))).toBe(false);
	});

	test('identity is read, and the clock between two looks at our own', () => {
		const before = Date.now();
		const outcome = readAnswer(probes.identity, inShell(argvOf(probes.identity)));
		const after = Date.now();
		expect(outcome).toMatchObject({ kind: 'ok', value: { sdk: 34, uid: process.getuid?.() } });
		const clock = outcome.kind === 'ok' ? outcome.value.clock : undefined;
		expect(clock).toBeGreaterThanOrEqual(before);
		expect(clock).toBeLessThanOrEqual(after);
	});

	test('all socket tables of the running kernel are read', () => {
		const text = inShell(argvOf(probes.sockets));
		const rows = text.split('\n').filter((line) => /^\s*\d+: /.test(line)).length;
		const outcome = readAnswer(probes.sockets, text);
		expect(outcome.kind === 'ok' && outcome.value.length).toBe(rows);
	});

	test('other sockets of the running kernel are counted', () => {
		const text = inShell(argvOf(probes.otherSockets));
		const outcome = readAnswer(probes.otherSockets, text);
		const unix = text.slice(0, text.indexOf('@@packet')).trimEnd().split('\n').length - 2;
		expect(outcome.kind === 'ok' && outcome.value.unix?.total).toBe(unix);
	});

	test('a socket is found in the process that opened it', async () => {
		const server = createServer().listen(0, '127.0.0.1');
		await once(server, 'listening');
		const bound = server.address();
		const port = typeof bound === 'object' ? bound?.port : undefined;
		const sockets = readAnswer(probes.sockets, inShell(argvOf(probes.sockets)));
		const holders = readAnswer(probes.socketHolders, inShell(argvOf(probes.socketHolders)));
		server.close();
		const socket =
			sockets.kind === 'ok' ? sockets.value.find(({ local }) => local.port === port) : undefined;
		const holder =
			holders.kind === 'ok'
				? holders.value.find(({ inode }) => inode === socket?.inode)
				: undefined;
		expect(holder?.pid).toBe(process.pid);
	});

	test('of the Wi-Fi dump only the lines that matter leave the phone', () => {
		const text = inShell(probes.wifi.asks[1]?.argv ?? []);
		expect(text).not.toContain('Old flat');
		expect(readAnswer(probes.wifi, text)).toMatchObject({
			value: { enabled: true, connection: { ssid: String.raw`a\nb $(exit)`, rssi: -50 } },
		});
	});

	test('call numbers and cells stay on the phone', () => {
		const text = inShell(argvOf(probes.telephony));
		expect(text).not.toMatch(/15550100|cid=7/);
		expect(readAnswer(probes.telephony, text)).toMatchObject({
			value: { phones: [{ voice: 'in service', operator: 'Net', connection: 'connected' }] },
		});
	});

	test('settings of the running kernel are what their files say', () => {
		const outcome = readAnswer(probes.sysctl, inShell(argvOf(probes.sysctl)));
		const rows = outcome.kind === 'ok' ? outcome.value : [];
		expect(rows.map(({ key, interface: on }) => `${key} ${on ?? ''}`)).toEqual(
			expect.arrayContaining([
				...['net/ipv4/ip_default_ttl ', 'net/ipv4/tcp_congestion_control '],
				...['net/ipv4/ip_local_port_range ', 'net/ipv4/conf/*/rp_filter all'],
			]),
		);
		for (const { key, interface: on, value } of rows) {
			const file = readFileSync(`/proc/sys/${key.replace('*', on ?? '*')}`, 'utf8');
			expect(value).toBe(file.trim().replaceAll('\t', ' '));
		}
	});

	test('all interfaces of the running kernel are read', () => {
		const outcome = readAnswer(probes.interfaces, inShell(['sh', '-c', 'cat /proc/net/dev']));
		expect(outcome.kind === 'ok' && outcome.value.map(({ name }) => name)).toContain('lo');
	});

	test('below /sys the interfaces have counted the same', () => {
		const read = (argv: readonly string[]): ReadonlyMap<string, readonly number[]> => {
			const outcome = readAnswer(probes.interfaces, inShell(argv));
			const rows = outcome.kind === 'ok' ? outcome.value : [];
			return new Map(
				rows.map(({ name, rx, tx }) => [
					name,
					[...Object.values<number>({ ...rx }), ...Object.values<number>({ ...tx })],
				]),
			);
		};
		const least = read(['sh', '-c', 'cat /proc/net/dev']);
		const files = read(probes.interfaces.asks[1]?.argv ?? []);
		const most = read(['sh', '-c', 'cat /proc/net/dev']);
		expect([...files.keys()].sort()).toEqual([...least.keys()].sort());
		const off = [...files].filter(([name, counters]) =>
			counters.some((counter, column) => {
				const [low = 0, high = 0] = [least.get(name)?.[column], most.get(name)?.[column]];
				return counter < low || counter > high;
			}),
		);
		expect(off).toEqual([]);
	});

	test('the protocol counters of the running kernel are read, each file by its name', () => {
		const outcome = readAnswer(probes.protocols, inShell(argvOf(probes.protocols)));
		const { groups = [], softnet = [] } = outcome.kind === 'ok' ? outcome.value : {};
		expect(groups.map(({ name }) => name)).toEqual(expect.arrayContaining(['Ip', 'Tcp', 'TcpExt']));
		expect(groups.every(({ counters }) => counters.length > 0)).toBe(true);
		expect(softnet.length).toBeGreaterThan(0);
	});
});
