import { expect, test } from 'vitest';
import { AdbHost } from './host/adb.ts';
import { describePhone } from './host/describe.ts';
import { startPhone } from './start.ts';

const SHELL_ID =
	/^uid=2000\(shell\) gid=2000\(shell\) groups=2000\(shell\),1004\(input\),.*3003\(inet\),3006\(net_bw_stats\),3009\(readproc\).* context=u:r:shell:s0\s*$/;

await describePhone('root', ['adb'], () => {
	test('a user build refuses adb root and has no su', async () => {
		await using phone = await startPhone({ profile: 'pixel-14' });
		await using host = await AdbHost.attach(phone);
		expect(await host.shell('id')).toMatch(SHELL_ID);
		const root = await host.adb('root');
		expect(root.stdout.toString()).toBe('adbd cannot run as root in production builds\n');
		const su = await host.adb('shell', 'su -c id');
		expect(su).toMatchObject({ exit: 127 });
		expect(su.stderr).toContain('su: inaccessible or not found');
	});

	test('a userdebug build restarts its daemon as root, and back', async () => {
		await using phone = await startPhone({ profile: 'old-9' });
		await using host = await AdbHost.attach(phone);
		expect(await host.shell('id')).toMatch(SHELL_ID);
		const root = await host.adb('root');
		expect(root.stdout.toString()).toBe('restarting adbd as root\n');
		await host.adb('wait-for-device');
		expect(await host.shell('id')).toMatch(/^uid=0\(root\) gid=0\(root\).* context=u:r:su:s0\r\n$/);
		expect((await host.adb('root')).stdout.toString()).toBe('adbd is already running as root\n');
		await host.adb('unroot');
		await host.adb('wait-for-device');
		expect(await host.shell('id -u')).toBe('2000\r\n');
	});

	test('su runs as root in the words of Magisk', async () => {
		await using phone = await startPhone({ profile: 'rooted-13' });
		await using host = await AdbHost.attach(phone);
		const root = /^uid=0\(root\) gid=0\(root\).* context=u:r:magisk:s0\n$/;
		expect(await host.shell("su -c 'id'")).toMatch(root);
		expect(await host.shell('su 0 id')).toMatch(root);
		expect(await host.shell('su root id')).toMatch(root);
		expect(await host.shell('su 0 -c "id -u"')).toBe('0\n');
		expect(await host.shell('su -c id -u')).toBe('0\n');
		expect(await host.shell('su 2000 id -u')).toBe('2000\n');
		expect(await host.shell('echo "id -u" | su')).toBe('0\n');
	});

	test('su passes on the exit code, both outputs and binary data', async () => {
		await using phone = await startPhone({ profile: 'rooted-13' });
		await using host = await AdbHost.attach(phone);
		const ran = await host.adb('shell', "su -c 'echo out; echo err >&2; exit 5'");
		expect(ran).toMatchObject({ exit: 5, stderr: 'err\n' });
		expect(ran.stdout.toString()).toBe('out\n');
		const many = await host.adb('exec-out', "su -c 'head -c 20000000 /dev/urandom'");
		expect(many.stdout.length).toBe(20_000_000);
	});
});
