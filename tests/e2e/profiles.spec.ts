// Each kind of phone connects and shows what it allows, what not, and why.
import { expect, test } from './rig.ts';
import { connect, openPage, rowOf, startCapture, stopCapture } from './steps.ts';

test.describe('an unrooted Android 14', () => {
	test.use({ phoneOptions: { profile: 'pixel-14' } });

	test('is watched, and says why packets need root', async ({ phonePage: page }) => {
		await connect(page);
		await expect(page.getByText(/Android.*14|14 \(API 34/).first()).toBeVisible();
		await openPage(page, 'Apps');
		await expect(rowOf(page, 'com.example.courier').first()).toBeVisible();
		await expect(page.getByText(/Counted by the kernel \(eBPF/)).toBeVisible();
		await openPage(page, 'Capture');
		await expect(page.getByText(/needs root/).first()).toBeVisible();
		await openPage(page, 'Overview');
		await expect(page.getByText('not available').first()).toBeAttached();
	});
});

test.describe('a rooted Android 13', () => {
	test.use({ phoneOptions: { profile: 'rooted-13' } });

	test('is watched, and captures', async ({ phonePage: page }) => {
		await connect(page);
		await openPage(page, 'Apps');
		await expect(page.getByText(/Counted by the kernel \(eBPF/)).toBeVisible();
		await openPage(page, 'Capture');
		// Looking at the page asks nobody for root; the button does.
		await page.getByRole('button', { name: 'Ask the phone for root' }).click();
		await expect(page.getByRole('button', { name: 'Start capturing' })).toBeEnabled();
	});
});

test.describe('an Android 9 without eBPF and without shell v2', () => {
	test.use({ phoneOptions: { profile: 'old-9' } });

	test('is watched through qtaguid', async ({ phonePage: page }) => {
		await connect(page);
		await expect(page.getByText(/v1: one stream/)).toBeVisible();
		await openPage(page, 'Apps');
		await expect(rowOf(page, 'com.example.courier').first()).toBeVisible();
		await expect(page.getByText(/xt_qtaguid/).first()).toBeVisible();
		await openPage(page, 'Capture');
		await expect(page.getByText(/needs root/).first()).toBeVisible();
		await expect(page.getByText(/adb unroot/)).toBeVisible();
	});

	test('captures once its adbd was restarted as root', async ({ phonePage: page, phone }) => {
		await connect(page);
		await openPage(page, 'Capture');
		await page.getByRole('button', { name: 'Restart adbd as root' }).click();
		await startCapture(page, 'wlan0', '');
		await phone.burst(10_123, 50_000);
		await expect(rowOf(page, 'api.courier.example').first()).toBeVisible();
		await stopCapture(page);
	});
});
