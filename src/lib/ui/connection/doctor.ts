import type { ConnectionFailure } from '#lib/model/failure.ts';

/** What happened and what a person can do about it: one screen of the connection doctor. */
export interface Diagnosis {
	readonly title: string;
	readonly what: string;
	/** In the order in which to try them. */
	readonly remedies: readonly string[];
	/** Something to type or to put into a file, where a remedy needs it. */
	readonly command?: string;
	readonly retry: boolean;
}

/** One rule for every maker: any device with an ADB interface (class ff, subclass 42, protocol 01). */
const UDEV_RULE = `echo 'SUBSYSTEM=="usb", ENV{ID_USB_INTERFACES}=="*:ff4201:*", TAG+="uaccess"' | sudo tee /etc/udev/rules.d/60-adb.rules
sudo udevadm control --reload && sudo udevadm trigger`;

type Told = Extract<ConnectionFailure, { kind: 'not-authorised' | 'broken' }>;

const DIAGNOSES: Readonly<Record<Exclude<ConnectionFailure, Told>['kind'], Diagnosis>> = {
	'no-webusb': {
		title: 'This browser cannot talk to USB devices',
		what: 'Porthole reaches the phone through WebUSB, which Chrome, Edge, Opera and other Chromium browsers have on a computer or an Android device.',
		remedies: [
			'Open this page in a Chromium browser to connect a phone.',
			'Files, links and the sample work in this browser too.',
		],
		retry: false,
	},
	'insecure-context': {
		title: 'This address is not secure enough for USB',
		what: 'Browsers give USB only to pages from https:// or from this computer (http://localhost).',
		remedies: ['Open the same page through https://, or through http://localhost.'],
		retry: false,
	},
	'nothing-chosen': {
		title: 'No phone was chosen',
		what: 'The list of the browser was closed, or the phone was not in it.',
		remedies: [
			'On the phone: Settings, About phone, tap "Build number" seven times. Then System, Developer options, USB debugging: on.',
			'Use a cable that carries data, not only power; plug it in and unlock the phone.',
			'On Windows some makers need their USB driver before a phone is listed.',
		],
		retry: true,
	},
	'not-found': {
		title: 'The phone is not plugged in',
		what: 'The browser knows this phone but does not see it now.',
		remedies: ['Plug it in and unlock it.', 'Try another cable or another USB port.'],
		retry: true,
	},
	'access-denied': {
		title: 'The system does not let the browser open the phone',
		what: 'The phone is listed, but opening it was denied. On Linux this means that no udev rule gives your user the device.',
		remedies: [
			'Linux: add the rule below, then unplug the phone and plug it in again.',
			'Windows: install the WinUSB or the maker’s ADB driver for the "ADB Interface".',
			'A browser from Snap or Flatpak needs its USB permission as well.',
		],
		command: UDEV_RULE,
		retry: true,
	},
	busy: {
		title: 'Another program holds the phone',
		what: 'Only one program at a time can use the ADB interface: an adb server, Android Studio, chrome://inspect or another tab.',
		remedies: [
			'Close Android Studio, scrcpy and other tabs that use the phone; in chrome://inspect turn off "Discover USB devices".',
			'Stop the adb server with the command below.',
			'Unplug the phone and plug it in again.',
		],
		command: 'adb kill-server',
		retry: true,
	},
	unplugged: {
		title: 'The phone was unplugged',
		what: 'The cable was pulled, or the phone switched its USB off. Everything received so far is kept.',
		remedies: [
			'Plug it in again: Porthole reconnects by itself.',
			'Switched file transfer or tethering on or off? The browser then sees another device: connect again and choose it.',
			'If it comes and goes, try another cable or port.',
		],
		retry: true,
	},
	'interface-changed': {
		title: 'The phone now looks like another device',
		what: 'Switching file transfer, tethering or charging changes what the phone shows on USB, and the browser wants to be asked again.',
		remedies: [
			'Press Connect and choose the phone again.',
			'Turn USB debugging off and on if it is not listed.',
		],
		retry: true,
	},
};

function notAuthorised(how: 'timed-out' | 'cancelled'): Diagnosis {
	return {
		title: 'The phone was not allowed yet',
		what:
			how === 'timed-out'
				? 'Nobody answered "Allow USB debugging?" on the phone in time.'
				: 'Connecting was cancelled before the phone allowed it.',
		remedies: [
			'Unlock the phone, connect again and press "Allow". Tick "Always allow" to be asked only once.',
			'No dialog? Developer options, "Revoke USB debugging authorisations", then plug the cable in again.',
		],
		retry: true,
	};
}

function broken(message: string): Diagnosis {
	return {
		title: 'The connection broke',
		what: `The phone or the browser said: ${message}`,
		remedies: [
			'Unplug the phone, plug it in again and connect.',
			'Turn USB debugging off and on in the developer options.',
		],
		retry: true,
	};
}

/** Turns a failure into words and remedies. */
export function diagnose(failure: ConnectionFailure): Diagnosis {
	switch (failure.kind) {
		case 'not-authorised':
			return notAuthorised(failure.how);
		case 'broken':
			return broken(failure.message);
		default:
			return DIAGNOSES[failure.kind];
	}
}
