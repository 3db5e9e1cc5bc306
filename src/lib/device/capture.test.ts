import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
	hostOf,
	notRunning,
	running,
	sessionOf,
	type Host,
} from '../../../tests/device/connected.ts';
import { describePhone } from '../../../tests/phone/host/describe.ts';
import { startPhone, type Phone } from '../../../tests/phone/start.ts';
import type { CaptureTool } from '../model/capture.ts';
import type { CaptureMessage } from '../ports/decoder.ts';
import { Capture, type Sink } from './capture.ts';
import { Captures } from './captures.ts';

/** Keeps everything that a capture says. */
class Recorder implements Sink {
	readonly messages: CaptureMessage[] = [];
	readonly transfers: Transferable[][] = [];

	postMessage(message: CaptureMessage, transfer: Transferable[]): void {
		this.messages.push(message);
		this.transfers.push(transfer);
	}

	get bytes(): Buffer {
		return Buffer.concat(
			this.messages.flatMap((message) => (message.kind === 'bytes' ? [message.bytes] : [])),
		);
	}

	/** Waits for the last message. */
	async end(): Promise<CaptureTool> {
		return vi.waitFor(
			() => {
				const last = this.messages.at(-1);
				if (last?.kind !== 'end') throw new Error('the capture has not ended');
				return last.tool;
			},
			{ timeout: 20_000, interval: 20 },
		);
	}
}

/** How many packets tcpdump itself finds in these bytes. It fails where they are not a whole capture. */
function packetsIn(bytes: Buffer): number {
	const folder = mkdtempSync(join(tmpdir(), 'porthole-'));
	try {
		const file = join(folder, 'capture.pcap');
		writeFileSync(file, bytes);
		const text = execFileSync('tcpdump', ['--count', '-r', file], { stdio: 'pipe' }).toString();
		return Number.parseInt(text);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

test('a phone that answers nothing is not waited for when stopping', async () => {
	vi.useFakeTimers();
	const silent = (): ReadableStream<Uint8Array> => new ReadableStream();
	const asked: string[] = [];
	const capture = new Capture(
		{
			stdout: silent(),
			stderr: silent(),
			exit: new Promise(() => undefined),
			stop: (how) => {
				asked.push(how);
				return how === 'interrupt' ? new Promise(() => undefined) : Promise.resolve();
			},
		},
		new Recorder(),
	);
	const stopped = capture.stop();
	await vi.runAllTimersAsync();
	await stopped;
	expect(asked).toEqual(['interrupt', 'kill']);
	vi.useRealTimers();
});

const WLAN = { interface: 'wlan0', filter: '' };

await describePhone('tcpdump on a rooted phone', ['tcpdump'], () => {
	let phone: Phone;
	let host: Host;
	let captures: Captures;

	beforeAll(async () => {
		phone = await startPhone({ profile: 'rooted-13' });
	});
	afterAll(() => phone.stop());

	async function fresh(): Promise<void> {
		host = hostOf(phone);
		captures = new Captures(await sessionOf(host, phone));
	}
	const left = (): Promise<void> => notRunning(phone, 'tcpdump');

	test('its interfaces', async () => {
		await fresh();
		const interfaces = await captures.interfaces();
		expect(interfaces).toMatchObject({ ok: true });
		if (!interfaces.ok) return;
		const names = interfaces.value.map(({ name }) => name);
		expect(names).toEqual(expect.arrayContaining(['wlan0', 'any', 'lo']));
		expect(interfaces.value.find(({ name }) => name === 'wlan0')?.flags).toContain('Up');
		await host.connector.disconnect();
	});

	test('a filter is judged by tcpdump, in its words', async () => {
		await fresh();
		expect(await captures.check({ ...WLAN, filter: 'tcp port 443' })).toEqual({
			ok: true,
			value: undefined,
		});
		for (const [options, message] of [
			[{ ...WLAN, filter: 'tcp prot 443' }, /syntax error/],
			[{ ...WLAN, filter: '-w /data/local/tmp/x' }, /syntax error/],
			[{ interface: 'nosuch0', filter: '' }, /nosuch0: No such device/],
			[{ interface: '-D', filter: '' }, /No such device/],
		] as const) {
			expect(await captures.check(options)).toMatchObject({
				ok: false,
				error: {
					kind: 'refused-by-tcpdump',
					message: expect.stringMatching(message) as string,
				},
			});
			expect(await captures.start(options, new Recorder())).toMatchObject({ ok: false });
		}
		await left();
		await host.connector.disconnect();
	});

	test('a capture from start to stop: every packet that tcpdump counted, and nothing left', async () => {
		await fresh();
		const recorder = new Recorder();
		expect(await captures.start(WLAN, recorder)).toEqual({ ok: true, value: undefined });
		expect(await captures.start(WLAN, new Recorder())).toEqual({
			ok: false,
			error: { kind: 'already-running' },
		});
		await phone.burst(10123, 2_000_000);
		await vi.waitFor(
			() => {
				expect(recorder.bytes.length).toBeGreaterThan(200_000);
			},
			{ timeout: 10_000 },
		);
		await captures.stop();
		const tool = await recorder.end();
		expect(tool).toMatchObject({ ended: true, fault: undefined });
		expect(tool.droppedByKernel).toEqual(expect.any(Number));
		expect(tool.stderr).toContain('listening on wlan0');
		expect(tool.captured).toBeGreaterThan(100);
		expect(packetsIn(recorder.bytes)).toBe(tool.captured);
		expect(recorder.messages.filter(({ kind }) => kind === 'end')).toHaveLength(1);
		await left();
		await host.connector.disconnect();
	});

	test('bytes are given away, each in memory of its own', async () => {
		await fresh();
		const recorder = new Recorder();
		await captures.start(WLAN, recorder);
		await phone.burst(10123, 100_000);
		await captures.stop();
		await recorder.end();
		for (const [index, message] of recorder.messages.entries()) {
			if (message.kind !== 'bytes') continue;
			expect(recorder.transfers[index]).toEqual([message.bytes.buffer]);
			expect(message.bytes.byteLength).toBe(message.bytes.buffer.byteLength);
		}
		await host.connector.disconnect();
	});

	test('packets come while it runs', async () => {
		await fresh();
		const recorder = new Recorder();
		await captures.start({ ...WLAN, filter: 'tcp' }, recorder);
		await phone.burst(10123, 10_000);
		await vi.waitFor(() => {
			expect(recorder.bytes.length).toBeGreaterThan(10_000);
		});
		expect(recorder.messages.at(-1)?.kind).not.toBe('end');
		await captures.stop();
		await host.connector.disconnect();
	});

	test('a pulled cable keeps what came, says so, and leaves nothing running', async () => {
		await fresh();
		const recorder = new Recorder();
		await captures.start(WLAN, recorder);
		await phone.burst(10123, 200_000);
		await vi.waitFor(() => {
			expect(recorder.bytes.length).toBeGreaterThan(100_000);
		});
		host.bus.pull(phone.serial);
		const tool = await recorder.end();
		expect(tool).toMatchObject({
			ended: true,
			fault: expect.stringContaining('connection') as string,
		});
		expect(recorder.bytes.length).toBeGreaterThan(100_000);
		await left();
		await host.connector.disconnect();
	});

	test('a tcpdump that somebody kills on the phone ends the capture, with a word', async () => {
		await fresh();
		const recorder = new Recorder();
		const { session } = host.connector;
		await captures.start(WLAN, recorder);
		await running(phone, '--immediate-mode');
		await session?.shell.run(['sh', '-c', 'kill -9 $(pidof tcpdump)'], { root: true });
		expect(await recorder.end()).toMatchObject({
			ended: true,
			fault: expect.stringContaining('by itself') as string,
		});
		expect(await captures.start(WLAN, recorder)).toEqual({ ok: true, value: undefined });
		await captures.stop();
		await left();
		await host.connector.disconnect();
	});
});

await describePhone('tcpdump where it cannot be', [], () => {
	describe.each(['pixel-14', 'old-9'] as const)('%s, without root', (profile) => {
		test('every wish is answered with what is missing', async () => {
			await using phone = await startPhone({ profile });
			await using host = hostOf(phone);
			const captures = new Captures(await sessionOf(host, phone));
			const refusal = { ok: false, error: { kind: 'needs-root' } };
			expect(await captures.interfaces()).toEqual(refusal);
			expect(await captures.check(WLAN)).toEqual(refusal);
			expect(await captures.start(WLAN, new Recorder())).toEqual(refusal);
		});
	});
});

await describePhone('tcpdump on a phone of the first protocol, after adb root', ['tcpdump'], () => {
	test('a capture from start to stop, with its words behind its bytes', async () => {
		await using phone = await startPhone({ profile: 'old-9' });
		await using host = hostOf(phone);
		const { wire } = await sessionOf(host, phone);
		const restarted = host.connector.restartAsRoot();
		await new Promise((resolve) => {
			wire.gone.addEventListener('abort', resolve);
		});
		host.bus.plugIn(phone.serial, phone.socketPath);
		await restarted;
		const captures = new Captures(await sessionOf(host, phone));
		const recorder = new Recorder();
		expect(await captures.check({ ...WLAN, filter: 'tcp prot' })).toMatchObject({
			error: { message: expect.stringContaining('syntax error') as string },
		});
		expect(await captures.start(WLAN, recorder)).toEqual({ ok: true, value: undefined });
		await phone.burst(10123, 200_000);
		// tcpdump hands its packets over when it gets a turn, which on a busy machine is later.
		await vi.waitFor(
			() => {
				expect(recorder.bytes.length).toBeGreaterThan(200_000);
			},
			{ timeout: 10_000 },
		);
		await captures.stop();
		const tool = await recorder.end();
		expect(tool).toMatchObject({ ended: true, fault: undefined });
		expect(tool.captured).toBeGreaterThan(10);
		expect(packetsIn(recorder.bytes)).toBe(tool.captured);
		await notRunning(phone, 'tcpdump');
	});
});
