import AdbWebCredentialStore from '@yume-chan/adb-credential-web';
import type { Device } from '../ports/device.ts';
import { createDevice } from './device.ts';
import { webUsbBus } from './webusb.ts';

/**
 * The device of a browser's thread: phones on USB, and the key they know us by in IndexedDB. Another copy of this
 * site has another origin and so another key.
 */
export function createBrowserDevice(browser: { readonly usb?: USB | undefined }): Device {
	const bus = browser.usb === undefined ? undefined : webUsbBus(browser.usb);
	return createDevice(bus, { credentials: new AdbWebCredentialStore('Porthole') });
}
