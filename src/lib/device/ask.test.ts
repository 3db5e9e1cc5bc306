import { describe, expect, test } from 'vitest';
import { FakeDevice, FakeUsb } from '../../../tests/device/fakeUsb.ts';
import { askForPhone, type Browser } from './ask.ts';

function browser(usb: Pick<USB, 'requestDevice'> | undefined, isSecureContext = true): Browser {
	return { isSecureContext, navigator: { usb } };
}

describe('asking for a phone', () => {
	test('gives the serial of the one that was picked', async () => {
		const usb = new FakeUsb();
		usb.devices.push(new FakeDevice({ serialNumber: 'SERIAL' }));
		expect(await askForPhone(browser(usb))).toEqual({ ok: true, value: 'SERIAL' });
	});

	test('one without a serial goes by vendor and product', async () => {
		const usb = new FakeUsb();
		usb.devices.push(new FakeDevice());
		expect(await askForPhone(browser(usb))).toEqual({ ok: true, value: '18d1x4ee7' });
	});

	test('shows phones only', async () => {
		const asked: USBDeviceRequestOptions[] = [];
		const usb = {
			requestDevice: (options: USBDeviceRequestOptions) => {
				asked.push(options);
				return Promise.resolve(new FakeDevice({ serialNumber: 'SERIAL' }).asUsb);
			},
		};
		await askForPhone(browser(usb));
		// AOSP adb.h: ADB_CLASS 0xff, ADB_SUBCLASS 0x42, ADB_PROTOCOL 0x1.
		const filters = [{ classCode: 255, subclassCode: 66, protocolCode: 1 }];
		expect(asked).toEqual([{ filters }]);
	});

	test.each([
		['a closed dialog', browser(new FakeUsb()), { kind: 'nothing-chosen' }],
		['a browser without WebUSB', browser(undefined), { kind: 'no-webusb' }],
		['an insecure page', browser(undefined, false), { kind: 'insecure-context' }],
		[
			'a page that may not ask',
			browser({
				requestDevice: () =>
					Promise.reject(new DOMException('Must be handling a user gesture.', 'SecurityError')),
			}),
			{ kind: 'broken', message: 'Must be handling a user gesture.' },
		],
	])('%s', async (_, where, error) => {
		expect(await askForPhone(where)).toEqual({ ok: false, error });
	});
});
