import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { AdbHost } from './host/adb.ts';
import { describePhone } from './host/describe.ts';
import { PROFILE_NAMES, startPhone } from './start.ts';
import type { Phone } from './start.ts';

function sha256(bytes: Buffer): string {
	return createHash('sha256').update(bytes).digest('hex');
}

const PATIENCE = { timeout: 10_000, interval: 50 };

await describePhone("Debian's adb", ['adb'], () => {
	describe('authorisation', () => {
		test('a host whose key is accepted gets in, and the next time without asking', async () => {
			await using phone = await startPhone({ profile: 'pixel-14' });
			await using host = await AdbHost.attach(phone);
			await phone.setAuth('deny');
			await phone.resetTransport();
			await host.server('disconnect', host.serial);
			await host.server('connect', host.serial);
			await host.adb('wait-for-device');
			expect(await host.state()).toBe('device');
		});

		test('a refused host stays unauthorised until the person agrees', async () => {
			await using phone = await startPhone({ profile: 'pixel-14', auth: 'manual' });
			await using host = await AdbHost.connect(phone);
			await vi.waitFor(async () => {
				expect(await host.state()).toBe('unauthorized');
			}, PATIENCE);
			const refused = await host.adb('shell', 'id');
			expect(refused.stderr).toContain('unauthorized');
			expect(await phone.acceptKey()).toBe(true);
			await host.adb('wait-for-device');
			expect(await host.shell('echo in')).toBe('in\n');
		});

		test('a denied host never gets in', async () => {
			await using phone = await startPhone({ profile: 'pixel-14', auth: 'deny' });
			await using host = await AdbHost.connect(phone);
			await vi.waitFor(async () => {
				expect(await host.state()).toBe('unauthorized');
			}, PATIENCE);
		});

		test('a person who takes a while still lets the host in', async () => {
			await using phone = await startPhone({ profile: 'pixel-14', auth: { lateMs: 400 } });
			await using host = await AdbHost.attach(phone);
			expect(await host.state()).toBe('device');
		});

		test('revoked keys are asked for again', async () => {
			await using phone = await startPhone({ profile: 'pixel-14' });
			await using host = await AdbHost.attach(phone);
			await phone.setAuth('deny');
			await phone.forgetKeys();
			await host.server('disconnect', host.serial);
			await host.server('connect', host.serial);
			await vi.waitFor(async () => {
				expect(await host.state()).toBe('unauthorized');
			}, PATIENCE);
		});
	});

	describe.each(PROFILE_NAMES)('%s', (profile) => {
		let phone: Phone;
		let host: AdbHost;
		let folder: string;

		beforeAll(async () => {
			phone = await startPhone({ profile });
			host = await AdbHost.attach(phone);
			folder = mkdtempSync(join(tmpdir(), 'porthole-files-'));
		});

		afterAll(async () => {
			await host[Symbol.asyncDispose]();
			await phone.stop();
			rmSync(folder, { recursive: true, force: true });
		});

		test('names its model', async () => {
			const { stdout } = await host.server('devices', '-l');
			expect(stdout.toString()).toContain(`model:${phone.model.replaceAll(' ', '_')}`);
		});

		test('files come back as they were sent', async () => {
			const bytes = randomBytes(3_000_001);
			const [sent, back] = [join(folder, 'sent'), join(folder, 'back')];
			writeFileSync(sent, bytes);
			const push = await host.adb('push', sent, '/data/local/tmp/file');
			expect(push.exit, push.stderr).toBe(0);
			expect(await host.shell('sha256sum < /data/local/tmp/file')).toContain(sha256(bytes));
			await host.adb('pull', '/data/local/tmp/file', back);
			expect(sha256(readFileSync(back))).toBe(sha256(bytes));
		});

		test('a folder is pulled with what is in it', async () => {
			await host.shell('mkdir -p /data/local/tmp/many; cd /data/local/tmp/many; touch a b c');
			const pull = await host.adb('pull', '/data/local/tmp/many', folder);
			expect(pull.stdout.toString()).toContain('3 files pulled');
		});

		test('the shell may not write where Android lets it not', async () => {
			const sent = join(folder, 'sent');
			writeFileSync(sent, 'x');
			const push = await host.adb('push', sent, '/system/file');
			expect(push.exit).not.toBe(0);
			expect(push.stderr + push.stdout.toString()).toContain('Permission denied');
		});

		test('exec-out is binary', async () => {
			const { stdout } = await host.adb(
				'exec-out',
				"head -c 2000000 /dev/zero; printf '\\n\\r\\n'",
			);
			expect(stdout.length).toBe(2_000_003);
			expect(stdout.subarray(-3).toString()).toBe('\n\r\n');
		});

		test('reverse connections reach the host, and carry bytes both ways', async () => {
			const size = 300_000;
			const server = createServer((socket) => {
				let received = 0;
				socket.write('hello\n');
				socket.on('data', (bytes) => {
					received += bytes.length;
					if (received >= size) socket.end(`${received} bytes\n`);
				});
			});
			server.listen(0, '127.0.0.1');
			await once(server, 'listening');
			const { port } = server.address() as AddressInfo;
			await host.adb('reverse', 'tcp:8123', `tcp:${port}`);
			const listed = await host.adb('reverse', '--list');
			expect(listed.stdout.toString()).toContain(`tcp:8123 tcp:${port}`);
			// A fifo that is open for writing too never ends: nc stays until the host closes.
			const said = await host.shell(
				`cd /data/local/tmp; mkfifo f; nc 127.0.0.1 8123 <>f | { read line; echo $line; head -c ${size} /dev/zero >f; cat; }`,
			);
			expect(said.replaceAll('\r', '')).toBe(`hello\n${size} bytes\n`);
			await host.adb('reverse', '--remove-all');
			const gone = await host.adb('reverse', '--list');
			expect(gone.stdout.toString().trim()).toBe('');
			server.close();
		});

		test('a forward reaches a server on the phone, and a closed port is refused', async () => {
			const serving = host.start('shell', 'echo up; exec nc -s 127.0.0.1 -p 9001 -L echo served');
			await once(serving.stdout, 'data');
			const { stdout } = await host.adb('forward', 'tcp:0', 'tcp:9001');
			const port = Number(stdout.toString());
			await vi.waitFor(async () => {
				expect(await text(connect(port, '127.0.0.1'))).toBe('served\n');
			}, PATIENCE);
			serving.kill();
			const closed = await host.adb('forward', 'tcp:0', 'tcp:9002');
			expect(await text(connect(Number(closed.stdout.toString()), '127.0.0.1'))).toBe('');
			await host.adb('forward', '--remove-all');
		});

		test('closing the stream hangs up on the command', async () => {
			const running = host.start('shell', 'echo up; sleep 1000');
			await once(running.stdout, 'data');
			const sleeps = async (): Promise<number> =>
				(await phone.processes()).filter(({ cmdline }) => cmdline.includes('sleep 1000')).length;
			expect(await sleeps()).toBeGreaterThan(0);
			running.kill();
			await once(running, 'close');
			await vi.waitFor(async () => {
				const shells = (await phone.processes()).filter(({ cmdline }) =>
					cmdline.includes('echo up'),
				);
				expect(shells).toEqual([]);
			}, PATIENCE);
		});

		test('a disconnect ends the session, and the next one starts anew', async () => {
			const running = host.start('shell', 'echo up; exec sleep 2000');
			await once(running.stdout, 'data');
			await host.server('disconnect', host.serial);
			await vi.waitFor(async () => {
				const left = (await phone.processes()).filter(({ cmdline }) => cmdline.includes('2000'));
				expect(left).toEqual([]);
			}, PATIENCE);
			await host.server('connect', host.serial);
			await host.adb('wait-for-device');
			expect(await host.shell('echo again')).toMatch(/^again\r?\n$/);
		});
	});

	describe('shell', () => {
		test('version 2 keeps stderr apart and tells the exit code', async () => {
			await using phone = await startPhone({ profile: 'pixel-14' });
			await using host = await AdbHost.attach(phone);
			const ran = await host.adb('shell', 'echo out; echo err >&2; exit 7');
			expect(ran).toMatchObject({ exit: 7, stderr: 'err\n' });
			expect(ran.stdout.toString()).toBe('out\n');
			expect((await host.adb('shell', 'kill -9 $$')).exit).toBe(137);
		});

		test('version 1 of an old phone merges stderr, ends lines with \\r\\n and loses the exit code', async () => {
			await using phone = await startPhone({ profile: 'old-9' });
			await using host = await AdbHost.attach(phone);
			const ran = await host.adb('shell', 'echo out; echo err >&2; exit 7');
			expect(ran).toMatchObject({ exit: 0, stderr: '' });
			expect(ran.stdout.toString()).toBe('out\r\nerr\r\n');
		});

		test('a slow phone keeps commands waiting, and nothing else', async () => {
			await using phone = await startPhone({ profile: 'pixel-14' });
			await using host = await AdbHost.attach(phone);
			await phone.slow(600_000);
			const waiting = host.start('shell', 'echo late');
			const listing = await host.adb('ls', '/data/local');
			expect(listing.stdout.toString()).toContain(' tmp');
			expect(waiting.exitCode).toBeNull();
			waiting.kill();
			await phone.slow(0);
			expect(await host.shell('echo quick')).toBe('quick\n');
		});
	});
});
