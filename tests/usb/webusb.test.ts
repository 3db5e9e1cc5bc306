import type { Worker } from '@playwright/test';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import {
	close,
	connect,
	describePhone,
	listPhones,
	loopback,
	news,
	pending,
	reset,
	startReading,
	startWriting,
	watch,
} from './testing/inBrowser.ts';
import { canStartRig, startRig, type Kind, type Rig } from './testing/rig.ts';

/** Where a function can run: a page as well as a worker. */
type Place = Pick<Worker, 'evaluate'>;

const LISTED = 'RIG1 4ee7';

/** Chromium's words differ with which of the two it hears first: the failed transfer or the removal. */
const UNPLUGGED =
	/^(NetworkError: .* A transfer error has occurred|AbortError: .* The transfer was cancelled|NotFoundError: .* The device was disconnected)\.$/;

/** Waits until the bus or the page is in a state; polls, since neither tells. */
const until = (condition: () => unknown): Promise<unknown> =>
	vi.waitFor(condition, { timeout: 10_000, interval: 20 });

describe.each<Kind>(['chromium', 'shim'])('WebUSB by %s', (kind) => {
	const able = canStartRig(kind);
	const title = able.ok ? 'on our bus' : `on our bus (skipped: ${able.error})`;

	describe.skipIf(!able.ok)(title, () => {
		let rig: Rig;
		beforeAll(async () => {
			rig = await startRig(kind, 'RIG1');
		});
		afterAll(() => rig[Symbol.asyncDispose]());

		test('asking for a phone is the page’s alone', async () => {
			const asks = (): string => typeof navigator.usb.requestDevice;
			expect(await rig.page.evaluate(asks)).toBe('function');
			expect(await rig.worker.evaluate(asks)).toBe('undefined');
		});

		describe.each(['page', 'worker'] as const)('in a %s', (name) => {
			const place = (): Place => rig[name];
			const told = (doing: () => Promise<string>): Promise<string> => place().evaluate(doing);
			/** As a chance to fail: a message must come back whole over the same connection. */
			const expectConnected = async (): Promise<void> => {
				expect(await told(connect)).toBe('connected');
				expect(await place().evaluate(loopback, [700])).toBe(1);
			};
			afterEach(async () => {
				await place().evaluate(close);
				await until(() => {
					expect(rig.bus.stat()).toMatchObject({ attached: true, opened: 0 });
				});
			});

			test('the phone is there and says what it is', async () => {
				expect(await place().evaluate(describePhone)).toEqual({
					vendorId: 0x18d1,
					productId: 0x4ee7,
					names: ['Porthole', 'Echo Phone', 'RIG1'],
					version: [2, 4, 4],
					opened: false,
					configuration: 1,
					interfaces: [
						{
							interfaceNumber: 0,
							code: [255, 66, 1],
							endpoints: ['in 1 bulk 512', 'out 1 bulk 512'],
						},
					],
				});
				await expectConnected();
			});

			test('bytes come back whole, whatever their number', async () => {
				const around = [512, 1024, 4096, 16384, 65536, 262144, 1048576];
				const sizes = [0, 1, 488, ...around.flatMap((size) => [size - 1, size, size + 1])];
				expect(await told(connect)).toBe('connected');
				const before = rig.bus.stat();
				expect(await place().evaluate(loopback, sizes)).toBe(sizes.length);
				const after = rig.bus.stat();
				const total = sizes.reduce((sum, size) => sum + size + 24, 0);
				expect(after.bytesIn - before.bytesIn).toBe(total);
				expect(after.bytesOut - before.bytesOut).toBe(total);
				expect(after.zeroLengthOut - before.zeroLengthOut).toBe(around.length);
			});

			test('an interface that another program holds cannot be claimed', async () => {
				rig.bus.hold();
				expect(await told(connect)).toBe(
					"NetworkError: Failed to execute 'claimInterface' on 'USBDevice': Unable to claim interface.",
				);
				rig.bus.free();
				await expectConnected();
			});

			test('a device without a udev rule cannot be opened', async () => {
				rig.bus.deny();
				expect(await told(connect)).toBe(
					"SecurityError: Failed to execute 'open' on 'USBDevice': Access denied.",
				);
				rig.bus.allow();
				await expectConnected();
			});

			test('page and worker exclude each other', async () => {
				await expectConnected();
				const other: Place = name === 'page' ? rig.worker : rig.page;
				expect(await other.evaluate(connect)).toMatch('Unable to claim interface');
				await place().evaluate(close);
				await until(async () => {
					expect(await other.evaluate(connect)).toBe('connected');
				});
				await other.evaluate(close);
			});

			test('closing cancels what waits, and loses nothing that comes later', async () => {
				await expectConnected();
				const before = rig.bus.stat();
				await place().evaluate(startReading, 3);
				await until(() => {
					expect(rig.bus.stat().waitingIn).toBe(3);
				});
				expect(await place().evaluate(close)).toBe('done');
				expect(await place().evaluate(pending)).toEqual(
					Array(3).fill(
						"AbortError: Failed to execute 'transferIn' on 'USBDevice': The transfer was cancelled.",
					),
				);
				await until(() => {
					expect(rig.bus.stat().cancelled - before.cancelled).toBe(3);
				});
				await expectConnected();
			});

			test('a reset ends what waits and restarts the phone’s side', async () => {
				await expectConnected();
				const connections = rig.phone.connections();
				await place().evaluate(startReading, 2);
				await until(() => {
					expect(rig.bus.stat().waitingIn).toBe(2);
				});
				expect(await place().evaluate(reset)).toBe('done');
				expect(await place().evaluate(pending)).toEqual(
					Array(2).fill(
						"NetworkError: Failed to execute 'transferIn' on 'USBDevice': A transfer error has occurred.",
					),
				);
				await until(() => {
					expect(rig.phone.connections()).toBe(connections + 1);
				});
				expect(await place().evaluate(loopback, [5000])).toBe(1);
			});

			test('unplugged and plugged in, it is another device', async () => {
				await place().evaluate(watch);
				await rig.bus.unplug();
				await until(async () => {
					expect(await place().evaluate(news)).toEqual(['disconnect RIG1, the same device']);
				});
				expect(await place().evaluate(listPhones)).toEqual([]);
				expect(rig.phone.connected()).toBe(false);
				await rig.bus.plug();
				await until(async () => {
					expect(await place().evaluate(news)).toEqual([
						'disconnect RIG1, the same device',
						'connect RIG1, another device',
					]);
				});
				expect(await place().evaluate(listPhones)).toEqual([LISTED]);
				await expectConnected();
			});

			const unplugWhile = async (start: (count: number) => void): Promise<void> => {
				await expectConnected();
				const before = rig.bus.stat();
				await place().evaluate(start, 4);
				await until(() => {
					const { waitingIn, bytesOut } = rig.bus.stat();
					expect(waitingIn === 4 || bytesOut - before.bytesOut > 1_000_000).toBe(true);
				});
				await rig.bus.unplug();
				const ends = await place().evaluate(pending);
				expect(ends?.length).toBe(4);
				for (const end of ends ?? []) {
					expect(end).toMatch(UNPLUGGED);
				}
				expect(rig.phone.connected()).toBe(false);
				await rig.bus.plug();
				await until(async () => {
					expect(await place().evaluate(listPhones)).toEqual([LISTED]);
				});
				await expectConnected();
			};

			test('unplugged while reading, every transfer ends', () => unplugWhile(startReading));

			test('unplugged while writing, every transfer ends', () => unplugWhile(startWriting));

			test('adbd restarts: the device goes and returns by itself', async () => {
				await expectConnected();
				await place().evaluate(watch);
				rig.phone.hangUp();
				await until(async () => {
					expect(await place().evaluate(news)).toEqual([
						'disconnect RIG1, the same device',
						'connect RIG1, another device',
					]);
				});
				await expectConnected();
			});
		});

		// Chromium's own asks a person: chooser.test.ts.
		if (kind === 'shim') {
			test('a click is enough to get the phone, and needed', async () => {
				await rig.page.getByRole('button').click();
				expect(await rig.page.evaluate('picked')).toBe('RIG1');
				const page = await rig.browser.newPage();
				// What Playwright evaluates counts as a gesture, a listener of the page does not.
				await page.addInitScript(`addEventListener('load', () => {
					globalThis.unasked = navigator.usb
						.requestDevice({ filters: [] })
						.catch(({ name }) => name);
				})`);
				await page.goto(rig.origin);
				expect(await page.evaluate('unasked')).toBe('SecurityError');
				await page.close();
			});
		}

		test('what a worker imports finds it when it is loaded', async () => {
			const found = '[typeof usbAtLoad, usbAtLoad === navigator.usb]';
			expect(await rig.worker.evaluate(found)).toEqual(['object', true]);
		});

		test('a page that goes away lets go of the phone', async () => {
			const page = await rig.browser.newPage();
			await page.goto(rig.origin);
			expect(await page.evaluate(connect)).toBe('connected');
			await page.evaluate(startReading, 1);
			await until(() => {
				expect(rig.bus.stat()).toMatchObject({ claimed: true, waitingIn: 1 });
			});
			await page.close();
			await until(() => {
				expect(rig.bus.stat()).toMatchObject({ claimed: false, opened: 0, waitingIn: 0 });
			});
		});
	});
});
