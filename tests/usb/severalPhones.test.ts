import { chromium, type Browser } from '@playwright/test';
import { describe, expect, test, vi } from 'vitest';
import { canBuildUsb } from './build.ts';
import { startBus, type Bus } from './bus.ts';
import { chromiumOptions } from './chromium.ts';
import type { InterfaceSet } from './descriptors.ts';
import { serve } from './server.ts';
import { startEchoPhone } from './testing/echoPhone.ts';
import { describePhone, listPhones } from './testing/inBrowser.ts';
import { makeTestSite } from './testing/testSite.ts';

const able = canBuildUsb();
const title = able.ok ? 'phones on a bus' : `phones on a bus (skipped: ${able.error})`;

const until = (condition: () => unknown): Promise<unknown> =>
	vi.waitFor(condition, { timeout: 10_000, interval: 20 });

async function browse(
	bus: Bus,
	origin: string,
	interfaceSets: readonly InterfaceSet[] = ['adb'],
): Promise<Browser> {
	return chromium.launch(
		chromiumOptions(bus, { origin, policy: true, headless: true, interfaceSets }),
	);
}

describe.skipIf(!able.ok)(title, () => {
	test('another USB mode makes another device, which needs a permission of its own', async () => {
		await using phone = await startEchoPhone('MODES1');
		await using site = await makeTestSite();
		await using bus = await startBus({ phone: phone.phone });
		await using server = await serve({ folder: site.folder });
		await using strict = await browse(bus, server.origin);
		await using lenient = await browse(bus, server.origin, ['adb', 'mtp+adb', 'rndis+adb']);
		const [few, all] = await Promise.all([strict.newPage(), lenient.newPage()]);
		await Promise.all([few, all].map((page) => page.goto(server.origin)));
		expect(await few.evaluate(listPhones)).toEqual(['MODES1 4ee7']);

		await bus.changeInterfaces('mtp+adb');
		await until(async () => {
			expect(await all.evaluate(listPhones)).toEqual(['MODES1 4ee2']);
			expect(await few.evaluate(listPhones)).toEqual([]);
		});
		expect(await all.evaluate(describePhone)).toMatchObject({
			interfaces: [
				{ interfaceNumber: 0, code: [6, 1, 1] },
				{
					interfaceNumber: 1,
					code: [255, 66, 1],
					endpoints: ['in 3 bulk 512', 'out 2 bulk 512'],
				},
			],
		});

		await bus.changeInterfaces('rndis+adb');
		await until(async () => {
			expect(await all.evaluate(listPhones)).toEqual(['MODES1 4ee4']);
		});
		await bus.changeInterfaces('adb');
		await until(async () => {
			expect(await few.evaluate(listPhones)).toEqual(['MODES1 4ee7']);
		});
	});

	test('two phones come and go one by one', async () => {
		await using first = await startEchoPhone('FIRST');
		await using second = await startEchoPhone('SECOND');
		await using site = await makeTestSite();
		await using bus = await startBus({ phone: [first.phone, second.phone] });
		await using server = await serve({ folder: site.folder });
		await using browser = await browse(bus, server.origin);
		const page = await browser.newPage();
		await page.goto(server.origin);
		expect((await page.evaluate(listPhones)).toSorted()).toEqual(['FIRST 4ee7', 'SECOND 4ee7']);

		await bus.ports.get('SECOND')?.unplug();
		await until(async () => {
			expect(await page.evaluate(listPhones)).toEqual(['FIRST 4ee7']);
		});
		expect([first.connected(), second.connected()]).toEqual([true, false]);
		expect(bus.stat().attached).toBe(true);
	});

	test('two buses at a time know nothing of each other', async () => {
		await using left = await startEchoPhone('LEFT');
		await using right = await startEchoPhone('RIGHT');
		await using site = await makeTestSite();
		await using leftBus = await startBus({ phone: left.phone });
		await using rightBus = await startBus({ phone: right.phone });
		await using server = await serve({ folder: site.folder });
		await using leftBrowser = await browse(leftBus, server.origin);
		await using rightBrowser = await browse(rightBus, server.origin);
		const seen = async (browser: Browser): Promise<string[]> => {
			const page = await browser.newPage();
			await page.goto(server.origin);
			return page.evaluate(listPhones);
		};
		expect(await seen(leftBrowser)).toEqual(['LEFT 4ee7']);
		expect(await seen(rightBrowser)).toEqual(['RIGHT 4ee7']);
	});

	test('another origin than the policy’s gets nothing', async () => {
		await using phone = await startEchoPhone('ORIGIN1');
		await using site = await makeTestSite();
		await using bus = await startBus({ phone: phone.phone });
		await using allowed = await serve({ folder: site.folder });
		await using other = await serve({ folder: site.folder });
		await using browser = await browse(bus, allowed.origin);
		const page = await browser.newPage();
		await page.goto(other.origin);
		expect(await page.evaluate(listPhones)).toEqual([]);
		await page.goto(allowed.origin);
		expect(await page.evaluate(listPhones)).toEqual(['ORIGIN1 4ee7']);
	});
});

test('a bus whose phone does not listen says so, and leaves nothing behind', async () => {
	const phone = { socketPath: '/nonexistent/adbd', serial: 'X', product: 'X', manufacturer: 'X' };
	await expect(startBus({ phone })).rejects.toThrow('ENOENT /nonexistent/adbd');
});
