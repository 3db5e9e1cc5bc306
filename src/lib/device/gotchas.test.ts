// What the field taught about ADB over WebUSB, one test each. Every one fails without its cure. What only a browser
// shows (the order of transfer errors and USB events) is in tests/e2e.
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { AdbCommand } from '@yume-chan/adb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
	hostOf,
	notRunning,
	running,
	sessionOf,
	type Host,
} from '../../../tests/device/connected.ts';
import { MemoryCredentials } from '../../../tests/device/credentials.ts';
import { interposed, type Interposed } from '../../../tests/device/interposed.ts';
import { greet, ScriptedPhone } from '../../../tests/device/scriptedPhone.ts';
import { linkOf, openSocket } from '../../../tests/device/socketBus.ts';
import { describePhone } from '../../../tests/phone/host/describe.ts';
import { startPhone, type Phone } from '../../../tests/phone/start.ts';
import { ok } from '../base/result.ts';
import type { Running } from '../ports/shell.ts';
import { authorise } from './authorise.ts';
import { lossOf } from './failures.ts';
import type { Session } from './identify.ts';
import { createShell } from './shell.ts';
import { chunksOf, type ByteSource } from './streams.ts';

const nothing = new Uint8Array();

async function started(session: Session, argv: readonly string[], root = false): Promise<Running> {
	const process = await session.shell.stream(argv, { root });
	if (!process.ok) throw new Error(JSON.stringify(process));
	return process.value;
}

describe.each([
	['a transfer error', new DOMException('A transfer error has occurred.', 'NetworkError')],
	['a cancelled transfer', new DOMException('The transfer was cancelled.', 'AbortError')],
	['nothing but an end', undefined],
])('a pulled cable shows as %s', (_, error) => {
	test('and is the same to us, and what had arrived is still read', async () => {
		const never = new AbortController().signal;
		const phone = new ScriptedPhone(({ command, arg0 }) => {
			if (command === AdbCommand.Connect) greet(phone);
			if (command === AdbCommand.Open) phone.send(AdbCommand.Okay, 1, arg0);
		});
		const authorised = await authorise(phone.link, {
			serial: 'SERIAL',
			credentials: new MemoryCredentials(),
			patience: 20_000,
			answer: 20_000,
			delayedAck: true,
			cancelled: never,
			offered: () => undefined,
		});
		if (!authorised.ok) throw new Error(JSON.stringify(authorised));
		const wire = authorised.value;
		const socket = await wire.open('exec:cat');
		if (!socket.ok) throw new Error(JSON.stringify(socket));
		for (let count = 0; count < 20; count += 1) {
			phone.send(AdbCommand.Write, 1, 1, new Uint8Array(1000));
		}
		phone.end(error);
		expect(await slowly(socket.value.readable)).toBe(20_000);
		expect(lossOf(wire.gone.reason)).toEqual({ kind: 'unplugged' });
		await wire.close();
	});
});

/** How many bytes a reader gets that is slower than the phone. */
async function slowly(stream: ByteSource): Promise<number> {
	let size = 0;
	for await (const chunk of chunksOf(stream)) {
		size += chunk.length;
		await delay(5);
	}
	return size;
}

await describePhone('with a phone of shell v2', [], () => {
	let phone: Phone;
	beforeAll(async () => {
		phone = await startPhone({ profile: 'rooted-13' });
	});
	afterAll(() => phone.stop());

	describe.each([true, false])('delayed_ack %s', (delayedAck) => {
		test('a slow reader gets the tail of a command', async () => {
			await using host = hostOf(phone, { delayedAck });
			const session = await sessionOf(host, phone);
			const process = await started(session, ['head', '-c', '3000000', '/dev/zero']);
			expect(await slowly(process.stdout)).toBe(3_000_000);
			expect(await process.exit).toEqual({ ok: true, value: 0 });
		});

		test('a slow reader gets the tail of a bare stream', async () => {
			await using host = hostOf(phone, { delayedAck });
			const { wire } = await sessionOf(host, phone);
			const socket = await wire.open('exec:head -c 3000000 /dev/zero');
			if (!socket.ok) throw new Error(JSON.stringify(socket));
			expect(await slowly(socket.value.readable)).toBe(3_000_000);
		});

		test('an unread stream stops no other, and takes little memory', async () => {
			await using host = hostOf(phone, { delayedAck });
			const { wire, shell } = await sessionOf(host, phone);
			expect(await wire.open('source:')).toMatchObject({ ok: true });
			for (let turn = 0; turn < 5; turn += 1) {
				expect(await shell.run(['echo', 'hi'])).toMatchObject({ value: { stdout: 'hi\n' } });
			}
			expect(host.bus.sockets.at(-1)?.bytesRead).toBeLessThan(4 * 1024 * 1024);
		});
	});

	test('calls that wait when the cable is pulled end, and so do calls after it', async () => {
		await using host = hostOf(phone);
		const { shell, wire } = await sessionOf(host, phone);
		const gone = { ok: false, error: { kind: 'disconnected' } };
		const pending = [
			shell.run(['sleep', '4332']),
			shell.stream(['sleep', '4333']).then((result) => (result.ok ? result.value.exit : result)),
			wire.open('tcp:1'),
		];
		host.bus.pull(phone.serial);
		expect(await Promise.all(pending)).toEqual([gone, gone, gone]);
		expect(await shell.run(['echo'])).toEqual(gone);
		expect(await shell.stream(['echo'])).toEqual(gone);
		expect(await wire.open('exec:echo')).toEqual(gone);
		await wire.close();
	});

	test('unread standard error does not stop standard output', async () => {
		await using host = hostOf(phone);
		const session = await sessionOf(host, phone);
		const script = 'head -c 6000000 /dev/zero >&2; echo done; echo last >&2';
		const process = await started(session, ['sh', '-c', script]);
		expect(await new Response(process.stdout).text()).toBe('done\n');
		expect(await process.exit).toEqual({ ok: true, value: 0 });
		const stderr = await new Response(process.stderr).text();
		expect(stderr).toMatch(/last\n$/);
		expect(stderr.length).toBeLessThanOrEqual(1024 * 1024);
	});

	test('an unknown service and a closed port are refusals, and the connection lives', async () => {
		await using host = hostOf(phone);
		const { wire, shell } = await sessionOf(host, phone);
		for (const service of ['no-such-service:', 'tcp:1']) {
			expect(await wire.open(service)).toMatchObject({ error: { kind: 'refused' } });
		}
		expect(await shell.run(['echo', 'hi'])).toMatchObject({ ok: true });
	});

	test('packets of an earlier visit are skipped', async () => {
		await using host = hostOf(phone);
		const stale = [AdbCommand.Write, AdbCommand.Okay, AdbCommand.Close, AdbCommand.Open];
		const queued = stale.map((command) => ({ command, arg0: 5, arg1: 1, payload: nothing }));
		host.bus.plugIn(phone.serial, phone.socketPath, {
			open: async () => ok(interposed(linkOf(await openSocket(phone.socketPath)), queued).link),
		});
		await sessionOf(host, phone);
	});

	test('a greeting that an earlier visit never read does not spoil the connection', async () => {
		await using host = hostOf(phone);
		const banner = new TextEncoder().encode('device::features=shell_v2');
		const greeting = { command: AdbCommand.Connect, arg0: 0x01000001, arg1: 4096, payload: banner };
		let queued = [greeting];
		host.bus.plugIn(phone.serial, phone.socketPath, {
			open: async () => {
				const { link } = interposed(linkOf(await openSocket(phone.socketPath)), queued);
				queued = [];
				return ok(link);
			},
		});
		await sessionOf(host, phone);
	});

	test('data for a stream that is no more does not end the connection', async () => {
		await using host = hostOf(phone);
		let between: Interposed | undefined;
		host.bus.plugIn(phone.serial, phone.socketPath, {
			open: async () => {
				between = interposed(linkOf(await openSocket(phone.socketPath)));
				return ok(between.link);
			},
		});
		const { shell } = await sessionOf(host, phone);
		between?.inject({ command: AdbCommand.Write, arg0: 9, arg1: 9999, payload: nothing });
		expect(await shell.run(['echo', 'hi'])).toMatchObject({ value: { stdout: 'hi\n' } });
	});

	describe('nothing is left running on the phone', () => {
		test.each([
			['as shell', false],
			['as root, behind su', true],
		])('after a cancelled stream, %s', async (_, root) => {
			await using host = hostOf(phone);
			const session = await sessionOf(host, phone);
			const cancel = new AbortController();
			const process = await session.shell.stream(['sh', '-c', 'sleep 4334; :'], {
				root,
				signal: cancel.signal,
			});
			if (!process.ok) throw new Error(JSON.stringify(process));
			await running(phone, 'sleep 4334');
			cancel.abort();
			expect(await process.value.exit).toEqual({ ok: false, error: { kind: 'cancelled' } });
			await notRunning(phone, 'sh -c');
		});

		test.each([
			['as shell', false],
			['as root, behind su', true],
		])('after the cable was pulled, %s', async (_, root) => {
			await using host = hostOf(phone);
			const session = await sessionOf(host, phone);
			await started(session, ['sleep', '4335'], root);
			await running(phone, 'sleep 4335');
			host.bus.pull(phone.serial);
			await notRunning(phone, '4335');
		});

		test.each([
			['as shell', 'adb'],
			['as root, behind su', 'su-c'],
		] as const)('when nobody tells it that we are still here, %s', async (_, way) => {
			await using host = hostOf(phone);
			const { wire } = await sessionOf(host, phone);
			const root = (): Promise<typeof way> => Promise.resolve(way);
			const shell = createShell({ wire, dialect: 'v2', root, patience: 1 });
			const process = await shell.stream(['sleep', '4336'], { root: true });
			if (!process.ok) throw new Error(JSON.stringify(process));
			await running(phone, 'sleep 4336');
			expect(await process.value.exit).toEqual({ ok: true, value: 137 });
			await notRunning(phone, '4336');
		});
	});
});

await describePhone('with a phone of the first protocol', [], () => {
	let phone: Phone;
	let host: Host;
	let session: Session;
	beforeAll(async () => {
		phone = await startPhone({ profile: 'old-9' });
		host = hostOf(phone);
		session = await sessionOf(host, phone);
	});
	afterAll(async () => {
		await host[Symbol.asyncDispose]();
		await phone.stop();
	});

	test('a slow reader gets the tail', async () => {
		const process = await started(session, ['head', '-c', '300000', '/dev/zero']);
		expect(await slowly(process.stdout)).toBe(300_000);
	});

	test('bytes are never mixed with standard error, which comes behind them', async () => {
		const script = 'i=0; while [ $i -lt 50 ]; do cat "$1"; echo "oops $i" >&2; i=$((i+1)); done';
		const process = await started(session, ['sh', '-c', script, 'sh', '/system/bin/cat']);
		const digest = createHash('sha256');
		for await (const chunk of process.stdout) digest.update(chunk);
		const file = await phone.readFile('/system/bin/cat');
		const expected = createHash('sha256');
		for (let count = 0; count < 50; count += 1) expected.update(file);
		expect(digest.digest('hex')).toBe(expected.digest('hex'));
		const stderr = await new Response(process.stderr).text();
		expect(stderr).toBe(Array.from({ length: 50 }, (_, i) => `oops ${i}\n`).join(''));
		const left = await session.shell.run(['ls', '-A', '/data/local/tmp']);
		expect(left).toMatchObject({ value: { stdout: '' } });
	});

	describe('a terminal is all there is (Android 4)', () => {
		const terminal = (): ReturnType<typeof createShell> =>
			createShell({ wire: session.wire, dialect: 'pty', root: () => Promise.resolve('none') });

		test('line ends and exit code come out right', async () => {
			const result = await terminal().run(['sh', '-c', 'echo one; printf "two\\r\\n"; exit 3']);
			expect(result).toEqual({
				ok: true,
				value: { stdout: 'one\ntwo\r\n', stderr: '', exit: 3 },
			});
		});

		test('bytes are refused rather than spoilt', async () => {
			expect(await terminal().stream(['cat'])).toMatchObject({ error: { kind: 'refused' } });
		});

		test('a command that is given up ends', async () => {
			const given = await terminal().run(['sleep', '4337'], { timeout: 200 });
			expect(given).toMatchObject({ error: { kind: 'timed-out' } });
			await notRunning(phone, '4337');
		});
	});
});
