import {
	AdbDaemonWebUsbDevice,
	AdbDefaultInterfaceFilter,
	findUsbInterface,
} from '@yume-chan/adb-daemon-webusb';
import { err, ok, type Result } from '../base/result.ts';
import type { Milliseconds } from '../base/units.ts';
import type { ConnectionFailure } from '../model/failure.ts';
import type { Bus, Link, Plug } from './bus.ts';
import { isCausedBy, isNamed, messageOf } from './cause.ts';
import { serialOf } from './serial.ts';
import { usbWriter } from './usbWriter.ts';

/** How long the browser may take to give a phone back. Seen: under 200 ms. */
const CLOSING: Milliseconds = 2_000;
const CLOSING_STEP: Milliseconds = 20;

/** The phones on USB. With `ask.ts` the only user of WebUSB. */
export function webUsbBus(usb: USB): Bus {
	return {
		async plugs() {
			const devices = await usb.getDevices();
			return devices.map((device) => plugOf(usb, device));
		},
		watch(report) {
			usb.addEventListener('connect', ({ device }) => {
				report({ kind: 'plugged', plug: plugOf(usb, device) });
			});
			usb.addEventListener('disconnect', ({ device }) => {
				report({ kind: 'unplugged', plug: plugOf(usb, device) });
			});
		},
	};
}

function plugOf(usb: USB, device: USBDevice): Plug {
	const adb = findUsbInterface(device, AdbDefaultInterfaceFilter);
	return {
		serial: serialOf(device),
		offersAdb: adb !== undefined,
		open: () =>
			adb === undefined
				? Promise.resolve(err({ kind: 'interface-changed' }))
				: openLink(new AdbDaemonWebUsbDevice(device, adb, usb)),
	};
}

async function openLink(device: AdbDaemonWebUsbDevice): Promise<Result<Link, ConnectionFailure>> {
	const close = (): Promise<void> => closed(device.raw);
	try {
		const { readable, outEndpoint } = await device.connect();
		const writable = usbWriter(device.raw, outEndpoint);
		return ok({ connection: { readable, writable }, overNetwork: false, close });
	} catch (error) {
		await close(); // It may be open already, and only the claim failed.
		return err(openFailure(error));
	}
}

/**
 * Why a phone could not be taken. WebUSB 5.1: `open` is refused with SecurityError where the system keeps the device
 * from us (udev rules); `claimInterface` with NetworkError where another program has it, which the library wraps.
 */
export function openFailure(error: unknown): ConnectionFailure {
	if (isCausedBy(error, AdbDaemonWebUsbDevice.DeviceBusyError)) return { kind: 'busy' };
	if (isNamed(error, 'SecurityError')) return { kind: 'access-denied' };
	if (isNamed(error, 'NotFoundError')) return { kind: 'unplugged' };
	return { kind: 'broken', message: messageOf(error) };
}

/** Resolves when the device is closed: `close` is refused while another change of it is under way. */
async function closed(raw: USBDevice): Promise<void> {
	for (let waited = 0; raw.opened && waited < CLOSING; waited += CLOSING_STEP) {
		const closing = raw.close().catch(() => undefined); // Gone, or being closed by the library.
		await Promise.all([closing, new Promise((resolve) => setTimeout(resolve, CLOSING_STEP))]);
	}
}
