import { AdbDaemonWebUsbDevice } from '@yume-chan/adb-daemon-webusb';
import { describe, expect, test } from 'vitest';
import { FakeDevice, FakeUsb, type FakeDeviceOptions } from '../../../tests/device/fakeUsb.ts';
import { assert } from '../base/assert.ts';
import type { Plug, PlugEvent } from './bus.ts';
import { openFailure, webUsbBus } from './webusb.ts';

async function plugged(options: FakeDeviceOptions): Promise<{ plug: Plug; device: FakeDevice }> {
	const usb = new FakeUsb();
	const device = new FakeDevice({ serialNumber: 'SERIAL', ...options });
	usb.devices.push(device);
	const [plug] = await webUsbBus(usb.asUsb).plugs();
	assert(plug, 'the bus shows the device');
	return { plug, device };
}

const security = (): Error => new DOMException('Access denied.', 'SecurityError');
const network = (): Error => new DOMException('Unable to claim interface.', 'NetworkError');
const changing = (): Error =>
	new DOMException(
		'An operation that changes the device state is in progress.',
		'InvalidStateError',
	);

describe('taking a phone', () => {
	test('gives a link, and closing it gives the phone back', async () => {
		const { plug, device } = await plugged({});
		const link = await plug.open();
		assert(link.ok, 'the phone can be had');
		expect(device.opened).toBe(true);
		await link.value.close();
		expect(device.opened).toBe(false);
	});

	test.each([
		['refused by the system (udev)', { open: [security()] }, { kind: 'access-denied' }],
		['held by another program', { claimInterface: [network()] }, { kind: 'busy' }],
		[
			'gone in between',
			{ open: [new DOMException('The device was disconnected.', 'NotFoundError')] },
			{ kind: 'unplugged' },
		],
		[
			'failing in some other way',
			{ open: [new TypeError('No endpoints given')] },
			{ kind: 'broken', message: 'No endpoints given' },
		],
	])('%s', async (_, fails, error) => {
		const { plug, device } = await plugged({ fails });
		expect(await plug.open()).toEqual({ ok: false, error });
		expect(device.opened).toBe(false);
	});

	test('without ADB', async () => {
		const { plug } = await plugged({ adb: false });
		expect(plug.offersAdb).toBe(false);
		expect(await plug.open()).toEqual({ ok: false, error: { kind: 'interface-changed' } });
	});

	test('the reason may stand behind others', () => {
		const busy = new AdbDaemonWebUsbDevice.DeviceBusyError(new Error('x'));
		expect(openFailure(new Error('outer', { cause: busy }))).toEqual({ kind: 'busy' });
		expect(openFailure(new Error('outer', { cause: security() }))).toEqual({
			kind: 'access-denied',
		});
		const broken = new Error('outer', { cause: new Error('inner') });
		expect(openFailure(broken)).toEqual({ kind: 'broken', message: 'outer: inner' });
	});
});

test('closing waits until the browser has closed it, however often that is refused', async () => {
	const fails = { close: [changing(), changing(), changing()] };
	const { plug, device } = await plugged({ fails });
	const link = await plug.open();
	assert(link.ok, 'the phone can be had');
	await link.value.close();
	expect(device.opened).toBe(false);
	expect(device.calls.filter((call) => call === 'close')).toHaveLength(4);
});

test('phones that come and go are told of, by their serials', () => {
	const usb = new FakeUsb();
	const events: PlugEvent[] = [];
	webUsbBus(usb.asUsb).watch((event) => events.push(event));
	usb.say('connect', new FakeDevice({ serialNumber: 'A' }));
	usb.say('connect', new FakeDevice({ serialNumber: 'B', adb: false }));
	usb.say('disconnect', new FakeDevice());
	expect(events.map(({ kind, plug }) => [kind, plug.serial, plug.offersAdb])).toEqual([
		['plugged', 'A', true],
		['plugged', 'B', false],
		['unplugged', '18d1x4ee7', true],
	]);
});
