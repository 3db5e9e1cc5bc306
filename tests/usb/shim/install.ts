// What the test server puts before the scripts of a page or worker. Must run before any library that
// looks at `navigator.usb` when it is loaded.
import { UsbDevice } from './device.ts';
import { PageUsb, Usb, UsbConnectionEvent } from './usb.ts';

/** Given by the bundler: the path of the bus's WebSocket on the page's own origin. */
declare const SOCKET_PATH: string;

const address = `${location.origin.replace(/^http/, 'ws')}${SOCKET_PATH}`;
const usb = 'document' in globalThis ? new PageUsb(address) : new Usb(address);

const define = (target: object, name: string, value: unknown): void => {
	Object.defineProperty(target, name, { value, configurable: true, writable: true });
};
define(navigator, 'usb', usb);
define(globalThis, 'USB', Usb);
define(globalThis, 'USBDevice', UsbDevice);
define(globalThis, 'USBConnectionEvent', UsbConnectionEvent);
