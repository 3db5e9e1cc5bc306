// Every way in which a connection fails has its own screen, and a way on.
import { expect, realUsb, test } from './rig.ts';
import { connect, ready } from './steps.ts';

test('a phone that another program holds', async ({ phonePage: page, bus }) => {
	bus.hold();
	await ready(page);
	await page.getByRole('button', { name: /^Connect \S+ again$/ }).click();
	await expect(page.getByText('Another program holds the phone')).toBeVisible();
	await expect(page.getByText('adb kill-server')).toBeVisible();
	bus.free();
	await connect(page);
});

test('a phone that the system does not let the browser open', async ({ phonePage: page, bus }) => {
	bus.deny();
	await ready(page);
	await page.getByRole('button', { name: /^Connect \S+ again$/ }).click();
	await expect(page.getByText('The system does not let the browser open the phone')).toBeVisible();
	await expect(page.getByText(/udev/).first()).toBeVisible();
	bus.allow();
	await connect(page);
});

test.describe('a phone that asks its person', () => {
	test.use({ phoneOptions: { profile: 'pixel-14', auth: 'manual' } });

	test('is waited for, and can be left', async ({ phonePage: page, phone }) => {
		await ready(page);
		const button = page.getByRole('button', { name: /^Connect \S+ again$/ });
		await button.click();
		await expect(page.getByText(/Allow USB debugging/)).toBeVisible();
		await page.getByRole('button', { name: 'Cancel' }).click();
		await expect(page.getByText('The phone was not allowed yet')).toBeVisible();

		await button.click();
		await expect(page.getByText(/Allow USB debugging/)).toBeVisible();
		await expect.poll(() => phone.acceptKey()).toBe(true);
		await expect(page.getByRole('button', { name: 'Disconnect' })).toBeVisible();
	});
});

test('a phone that was unplugged comes back by itself', async ({ phonePage: page, bus }) => {
	await connect(page);
	await bus.unplug();
	await expect(page.getByText('The phone was unplugged')).toBeVisible();
	await bus.plug();
	await expect(page.getByRole('button', { name: 'Disconnect' })).toBeVisible();
});

test('a phone that switched its USB mode, and back', async ({ phonePage: page, bus }) => {
	test.skip(!realUsb, 'the shim for WebUSB knows no permissions');
	await connect(page);
	// To Chromium this is another device, for which nobody gave permission: all it tells is that one went.
	await bus.changeInterfaces('mtp+adb');
	await expect(page.getByText(/The browser then sees another device/)).toBeVisible();
	await bus.changeInterfaces('adb');
	await expect(page.getByRole('button', { name: 'Disconnect' })).toBeVisible();
});

test('a reload in mid-session goes on with the same phone', async ({ phonePage: page }) => {
	await connect(page);
	await page.reload();
	await expect(page.getByRole('button', { name: 'Disconnect' })).toBeVisible();
});

test('a phone that was left stays left', async ({ phonePage: page }) => {
	await connect(page);
	await page.getByRole('button', { name: 'Disconnect' }).click();
	await expect(page.getByRole('button', { name: 'Connect a phone' })).toBeVisible();
	await page.reload();
	await ready(page);
	await expect(page.getByRole('button', { name: 'Connect a phone' })).toBeVisible();
});
