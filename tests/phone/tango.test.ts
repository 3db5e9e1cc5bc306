import { createHash } from 'node:crypto';
import { AdbDaemonTransport, AdbFeature } from '@yume-chan/adb';
import type { Adb } from '@yume-chan/adb';
import { ReadableStream } from '@yume-chan/stream-extra';
import { assert, describe, expect, test } from 'vitest';
import { describePhone } from './host/describe.ts';
import { attachTango } from './host/tango.ts';
import { startPhone } from './start.ts';

/** What `service` sends until it closes, read at once. */
async function drain(adb: Adb, service: string): Promise<{ length: number; digest: string }> {
	const socket = await adb.createSocket(service);
	const hash = createHash('sha256');
	let length = 0;
	for await (const chunk of socket.readable) {
		length += chunk.length;
		hash.update(chunk);
	}
	return { length, digest: hash.digest('hex') };
}

await describePhone('ya-webadb', [], () => {
	describe.each([true, false])('delayed_ack offered: %s', (delayedAck) => {
		test('a long stream arrives whole', async () => {
			await using phone = await startPhone({ profile: 'pixel-14', delayedAck });
			const adb = await attachTango(phone);
			expect(adb.deviceFeatures.includes(AdbFeature.DelayedAck)).toBe(delayedAck);
			const command = 'cd /data/local/tmp; head -c 8000000 /dev/urandom >f; sha256sum <f';
			const said = await adb.subprocess.shellProtocol?.spawnWaitText(command);
			const got = await drain(adb, 'exec:cat /data/local/tmp/f');
			expect(got.length).toBe(8_000_000);
			expect(said?.stdout).toContain(got.digest);
			await adb.close();
		});

		test('bytes towards the phone arrive whole', async () => {
			await using phone = await startPhone({ profile: 'pixel-14', delayedAck });
			const adb = await attachTango(phone);
			const process = await adb.subprocess.shellProtocol?.spawn('sha256sum');
			const writer = process?.stdin.getWriter();
			const block = new Uint8Array(1_000_000).fill(7);
			for (let count = 0; count < 5; count++) await writer?.write(block);
			await writer?.close();
			let said = '';
			for await (const chunk of process?.stdout ?? []) said += Buffer.from(chunk).toString();
			const digest = createHash('sha256').update(Buffer.alloc(5_000_000, 7)).digest('hex');
			expect(said).toContain(digest);
			await adb.close();
		});
	});

	test.each(['pixel-14', 'old-9'] as const)(
		'files of %s, in the version it speaks',
		async (profile) => {
			await using phone = await startPhone({ profile });
			const adb = await attachTango(phone);
			const sync = await adb.sync();
			expect(sync.supportsStat).toBe(profile === 'pixel-14');
			const filename = '/data/local/tmp/new/file';
			const content = new Uint8Array(200_000).fill(9);
			const file = new ReadableStream<Uint8Array>({
				start(controller) {
					controller.enqueue(content);
					controller.close();
				},
			});
			await sync.write({ filename, file, permission: 0o640, mtime: 1_700_000_000 });
			const stat = await sync.lstat(filename);
			expect(stat).toMatchObject({
				type: 8,
				permission: 0o640,
				size: 200_000n,
				mtime: 1_700_000_000n,
			});
			const entries = await sync.readdir('/data/local/tmp/new');
			expect(entries.map(({ name }) => name).sort()).toEqual(['.', '..', 'file']);
			let length = 0;
			for await (const chunk of sync.read(filename)) length += chunk.length;
			expect(length).toBe(content.length);
			await expect(sync.readdir('/data/misc/adb')).resolves.toEqual([]); // closed to the shell
			await sync.dispose();
			await adb.close();
		},
	);

	test('an old phone: version 1, 4096 bytes a packet, no shell v2', async () => {
		await using phone = await startPhone({ profile: 'old-9' });
		const adb = await attachTango(phone);
		assert(adb.transport instanceof AdbDaemonTransport);
		expect(adb.transport.protocolVersion).toBe(0x01000000);
		expect(adb.maxPayloadSize).toBe(4096);
		expect(adb.subprocess.shellProtocol).toBeUndefined();
		expect((await drain(adb, 'exec:head -c 500000 /dev/zero')).length).toBe(500_000);
		await adb.close();
	});

	test('a new connection ends the old session and everything in it', async () => {
		await using phone = await startPhone({ profile: 'pixel-14' });
		const first = await attachTango(phone);
		const sleeping = await first.subprocess.shellProtocol?.spawn('exec sleep 3000');
		assert(sleeping !== undefined);
		const lost = expect(sleeping.exited).rejects.toThrow();
		await first.createSocket('source:'); // never read: the phone has bytes queued
		const second = await attachTango(phone);
		await lost;
		const said = await second.subprocess.shellProtocol?.spawnWaitText('ps -A -o ARGS');
		expect(said?.exitCode).toBe(0);
		expect(said?.stdout).not.toContain('sleep 3000');
		await second.close();
	});

	test('a service that does not exist is refused', async () => {
		await using phone = await startPhone({ profile: 'pixel-14' });
		const adb = await attachTango(phone);
		await expect(adb.createSocket('nosuch:')).rejects.toThrow('Socket open failed');
		await expect(adb.createSocket('tcp:1')).rejects.toThrow('Socket open failed');
		await adb.close();
	});
});
