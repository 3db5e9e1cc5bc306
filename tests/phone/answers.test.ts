import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AdbHost } from './host/adb.ts';
import { describePhone } from './host/describe.ts';
import { PROFILE_NAMES, startPhone } from './start.ts';
import type { Phone } from './start.ts';

await describePhone('answers', ['adb'], () => {
	describe.each(PROFILE_NAMES)('%s', (profile) => {
		let phone: Phone;
		let host: AdbHost;

		/** What the phone prints, with the line ends of any shell version. */
		async function ask(command: string): Promise<string> {
			return (await host.shell(command)).replaceAll('\r\n', '\n');
		}

		beforeAll(async () => {
			phone = await startPhone({ profile });
			host = await AdbHost.attach(phone);
		});

		afterAll(async () => {
			await host[Symbol.asyncDispose]();
			await phone.stop();
		});

		test('getprop: all, one, none; values with line breaks and brackets', async () => {
			const all = await ask('getprop');
			expect(all).toContain(`[ro.product.model]: [${phone.model}]\n`);
			expect(all).toMatch(/^\[gsm\.version\.baseband\]: \[[^\]]*\n[^\]]*\]$/m);
			expect(all).toContain('[persist.vendor.radio.note]: [limits [data]: [none] and [voice]]\n');
			expect(await ask('getprop ro.build.version.sdk')).toBe(`${phone.profile.sdk}\n`);
			expect(await ask('getprop persist.vendor.radio.note')).toBe(
				'limits [data]: [none] and [voice]\n',
			);
			expect(await ask('getprop gsm.version.baseband')).toMatch(/^\S+\n\S+\n$/);
			expect(await ask('getprop no.such.key; getprop no.such.key other')).toBe('\nother\n');
			expect(await ask('getprop ro.serialno')).toBe(`${phone.serial}\n`);
		});

		test('pm lists packages with uids, and says which options it does not know', async () => {
			const packages = await ask('pm list packages -U');
			expect(packages).toContain('package:com.example.courier uid:10123\n');
			expect(packages).toContain('package:android uid:1000\n');
			expect(await ask('cmd package list packages -U')).toBe(packages);
			expect(await ask('pm list packages com.example.weather')).toBe(
				'package:com.example.weather\n',
			);
			expect(await ask('pm list packages -f -U com.example.chat')).toMatch(
				/^package:\/data\/app\/.*==\/base\.apk=com\.example\.chat uid:10167\n$/,
			);
			expect(await ask('pm list packages -Q 2>&1')).toBe('Error: Unknown option: -Q\n');
		});

		test('pm lists users, and each has its own packages', async () => {
			const users = await ask('pm list users');
			expect(users).toMatch(/^Users:\n\tUserInfo\{0:Owner:[0-9a-f]+\} running\n/);
			const ids = [...users.matchAll(/UserInfo\{(\d+):/g)].map(([, id]) => Number(id));
			expect(ids).toEqual(phone.profile.users.map(({ id }) => id));
			for (const id of ids) {
				expect(await ask(`pm list packages -U --user ${id}`)).toContain(
					`package:com.example.courier uid:${id * 100_000 + 10123}\n`,
				);
			}
		});

		test('dumpsys package packages names the id by release', async () => {
			const dump = await ask('dumpsys package packages');
			const name = phone.profile.sdk >= 34 ? 'appId' : 'userId';
			expect(dump).toMatch(
				new RegExp(`  Package \\[com\\.example\\.weather\\] \\([0-9a-f]+\\):\n    ${name}=10145\n`),
			);
		});

		test('dumpsys netstats ends with the kernel maps only where the kernel has eBPF', async () => {
			const dump = await ask('dumpsys netstats');
			expect(dump).toContain('iface=wlan0');
			expect(dump.includes('BPF map content:')).toBe(phone.profile.counters === 'bpf');
			expect((await ask('ls /proc/net/xt_qtaguid 2>/dev/null')) !== '').toBe(
				phone.profile.counters === 'qtaguid',
			);
		});

		test('what it does not know it refuses in the words of Android', async () => {
			expect(await ask('dumpsys nosuch 2>&1')).toBe("Can't find service: nosuch\n");
			expect(await ask('cmd nosuch 2>&1; echo $?')).toBe("cmd: Can't find service: nosuch\n20\n");
			expect(await ask('cmd connectivity nosuch; echo $?')).toBe('Unknown command: nosuch\n255\n');
			expect(await ask('am nosuch; echo $?')).toBe('Unknown command: nosuch\n255\n');
			expect(await ask('nosuch 2>&1; echo $?')).toContain(
				'nosuch: inaccessible or not found\n127\n',
			);
		});

		test('settings are kept until the phone stops', async () => {
			expect(await ask('settings get global private_dns_mode')).toBe('off\n');
			expect(await ask('settings get global private_dns_specifier')).toBe('null\n');
			await ask('settings put global private_dns_specifier dns.example');
			expect(await ask('settings get global private_dns_specifier')).toBe('dns.example\n');
			expect(await ask('settings delete global private_dns_specifier')).toBe('Deleted 1 rows\n');
		});

		test('blocking an app is there since Android 14', async () => {
			const help = await ask('cmd connectivity help');
			expect(help.includes('set-package-networking-enabled')).toBe(phone.profile.sdk >= 34);
			const said = await ask(
				'cmd connectivity set-package-networking-enabled false com.example.chat',
			);
			expect(said).toBe(
				phone.profile.sdk >= 34
					? 'Disabled networking for com.example.chat, appId 10167\n'
					: 'Unknown command: set-package-networking-enabled\n',
			);
		});

		test('looks like a phone: interfaces, addresses, default route, users of processes', async () => {
			expect(await ask('cat /proc/net/dev')).toMatch(/ lo:.*\nrmnet_data0:.*\n *wlan0:/);
			expect(await ask('ip -o addr show dev wlan0')).toMatch(
				/192\.168\.1\.42\/24.*\n.*2001:db8:1::42\/64/,
			);
			// The way out stands in the network's own table, as since Android 5.
			expect(await ask('ip route')).not.toContain('default');
			expect(await ask('ip route show table 1024')).toContain('default via 192.168.1.1 dev wlan0');
			expect(await ask('ps -A -o USER,NAME')).toMatch(/^u0_a123 +com\.example\.courier *$/m);
		});
	});
});
