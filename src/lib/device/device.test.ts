import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { MemoryCredentials } from '../../../tests/device/credentials.ts';
import { notRunning } from '../../../tests/device/connected.ts';
import { SocketBus } from '../../../tests/device/socketBus.ts';
import { describePhone } from '../../../tests/phone/host/describe.ts';
import { PROFILE_NAMES, startPhone, type Phone } from '../../../tests/phone/start.ts';
import type { Connection } from '../model/connection.ts';
import type { CaptureMessage } from '../ports/decoder.ts';
import type { Device, WatchRound } from '../ports/device.ts';
import { openReport } from '../report/open.ts';
import { createDevice } from './device.ts';

const SOON = { timeout: 20_000, interval: 20 };

test('without a phone every question is answered all the same', async () => {
	const device = createDevice(new SocketBus(), { credentials: new MemoryCredentials() });
	const states: Connection[] = [];
	await device.onConnection((state) => states.push(state));
	expect(states).toEqual([{ kind: 'none' }]);
	expect(await device.known()).toEqual([]);
	expect((await device.ladder()).filter(({ available }) => available)).toHaveLength(1);
	expect(await device.read('sockets', false)).toMatchObject({
		outcome: { kind: 'interrupted', failure: { kind: 'disconnected' } },
	});
	const gone = { ok: false, error: { kind: 'disconnected' } };
	expect(await device.captureInterfaces()).toEqual(gone);
	expect(await device.checkFilter({ interface: 'any', filter: '' })).toEqual(gone);
	const { port1, port2 } = new MessageChannel();
	expect(await device.startCapture({ interface: 'any', filter: '' }, port1)).toEqual(gone);
	expect(await device.restartAsRoot()).toEqual(gone);
	expect(await device.bugReport(() => undefined)).toEqual(gone);
	await device.cancelBugReport();
	await device.watch(10, false, () => undefined);
	await device.unwatch();
	await device.stopCapture();
	await device.disconnect();
	port2.close();
});

test('a phone without ADB is not among those that can be connected', async () => {
	const bus = new SocketBus();
	bus.plugIn('WITH', '');
	bus.plugIn('WITHOUT', '', { offersAdb: false });
	const device = createDevice(bus, { credentials: new MemoryCredentials() });
	expect(await device.known()).toEqual(['WITH']);
});

await describePhone('a device with a virtual phone', [], () => {
	describe.each(PROFILE_NAMES)('%s', (profile) => {
		let phone: Phone;
		let bus: SocketBus;
		let device: Device;

		beforeAll(async () => {
			phone = await startPhone({ profile });
			bus = new SocketBus();
			bus.plugIn(phone.serial, phone.socketPath);
			device = createDevice(bus, { credentials: new MemoryCredentials() });
			await device.connect(phone.serial);
		});
		afterAll(async () => {
			await device.disconnect();
			await phone.stop();
		});

		test('every probe answers or says why not', async () => {
			for (const id of ['identity', 'interfaces', 'sockets', 'packages', 'usage'] as const) {
				expect(await device.read(id, false)).toMatchObject({ probe: id, outcome: { kind: 'ok' } });
			}
		});

		test('the ladder says what this phone allows', async () => {
			const rungs = Object.fromEntries((await device.ladder()).map((rung) => [rung.id, rung]));
			expect(rungs['watch']).toMatchObject({ available: true });
			expect(rungs['tcpdump']).toMatchObject({ available: profile === 'rooted-13' });
		});

		test('a bug report is made, fetched and read', async () => {
			const stages: string[] = [];
			const taken = await device.bugReport(({ stage, total }) => {
				stages.push(`${stage} ${stage === 'making' ? (total ?? '') : ''}`.trim());
			});
			if (!taken.ok) throw new Error(JSON.stringify(taken.error));
			expect(stages).toEqual(['making', 'making 100', 'making 100', 'fetching']);
			expect(taken.value.name).toMatch(/^bugreport-.*\.zip$/);
			const file = { path: taken.value.name, file: taken.value.content };
			const report = await openReport([file]);
			const readings = report.ok ? report.value.readings : {};
			for (const id of ['identity', 'interfaces', 'packages', 'usage'] as const) {
				expect(readings[id]).toMatchObject({ outcome: { kind: 'ok' } });
			}
			const identity = await device.read('identity', false);
			const live = identity.outcome.kind === 'ok' ? identity.outcome.value : undefined;
			expect(readings.identity).toMatchObject({
				outcome: { value: { model: live?.model, sdk: live?.sdk } },
			});
		});

		test('a bug report that is called off is none, and the phone goes on', async () => {
			const taking = device.bugReport(({ stage }) => {
				if (stage === 'fetching') void device.cancelBugReport();
			});
			expect(await taking).toEqual({ ok: false, error: { kind: 'cancelled' } });
			expect(await device.read('interfaces', false)).toMatchObject({ outcome: { kind: 'ok' } });
		});

		test('a watch reports rounds until it is ended', async () => {
			const rounds: WatchRound[] = [];
			await device.watch(50, false, (round) => rounds.push(round));
			await vi.waitFor(() => {
				expect(rounds.length).toBeGreaterThan(2);
			}, SOON);
			await device.unwatch();
			const { length } = rounds;
			expect(rounds.map(({ cost }) => cost.rounds)).toEqual(
				Array.from({ length }, (_, index) => index + 1),
			);
			const last = rounds.at(-1);
			expect(last).toMatchObject({
				sockets: { outcome: { kind: 'ok' } },
				usage: { outcome: { kind: 'ok' } },
			});
			expect(last?.cost.received).toBeGreaterThan(100);
			await device.read('identity', false);
			expect(rounds).toHaveLength(length);
		});
	});

	test('disconnecting in mid-capture stops it, losing nothing', async () => {
		await using phone = await startPhone({ profile: 'rooted-13' });
		const bus = new SocketBus();
		bus.plugIn(phone.serial, phone.socketPath);
		const device = createDevice(bus, { credentials: new MemoryCredentials() });
		await device.connect(phone.serial);
		const { port1, port2 } = new MessageChannel();
		const messages: CaptureMessage[] = [];
		port2.onmessage = ({ data }: MessageEvent<CaptureMessage>) => {
			messages.push(data);
		};
		const started = await device.startCapture({ interface: 'any', filter: 'tcp' }, port1);
		expect(started).toEqual({ ok: true, value: undefined });
		await phone.burst(10123, 100_000);
		await device.disconnect();
		await vi.waitFor(() => {
			expect(messages.at(-1)).toMatchObject({
				kind: 'end',
				tool: { ended: true, fault: undefined, captured: expect.any(Number) as number },
			});
		}, SOON);
		port2.close();
		await notRunning(phone, 'tcpdump');
	});

	test('a pulled cable ends a watch, and the next one watches the phone that came back', async () => {
		await using phone = await startPhone({ profile: 'pixel-14' });
		const bus = new SocketBus();
		bus.plugIn(phone.serial, phone.socketPath);
		const device = createDevice(bus, { credentials: new MemoryCredentials() });
		const states: Connection['kind'][] = [];
		await device.onConnection(({ kind }) => states.push(kind));
		await device.connect(phone.serial);
		const rounds: WatchRound[] = [];
		await device.watch(20, false, (round) => rounds.push(round));
		await vi.waitFor(() => {
			expect(rounds.length).toBeGreaterThan(0);
		}, SOON);
		bus.pull(phone.serial);
		await device.unwatch();
		bus.plugIn(phone.serial, phone.socketPath);
		await vi.waitFor(() => {
			expect(states.at(-1)).toBe('ready');
		}, SOON);
		const { length } = rounds;
		await device.watch(20, false, (round) => rounds.push(round));
		await vi.waitFor(() => {
			expect(rounds.length).toBeGreaterThan(length);
		}, SOON);
		await device.disconnect();
	});
});
