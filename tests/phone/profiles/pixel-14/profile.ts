import { installed, SYSTEM_PACKAGES, TALKING_APPS } from '../common.ts';
import type { PhoneProfile } from '../profile.ts';

/** A current phone nobody rooted: a user build of Android 14 with a work profile. */
export const pixel14: PhoneProfile = {
	name: 'pixel-14',
	serial: 'PX14A0VIRTUAL',
	model: 'Pixel 8',
	product: 'shiba',
	device: 'shiba',
	build: 'user',
	sdk: 34,
	adb: {
		version: 0x01000001,
		maxPayload: 1024 * 1024,
		features: [
			'shell_v2',
			'cmd',
			'stat_v2',
			'ls_v2',
			'fixed_push_mkdir',
			'apex',
			'fixed_push_symlink_timestamp',
			'remount_shell',
			'sendrecv_v2',
		],
		shellV1: 'raw',
	},
	su: false,
	rootContext: 'u:r:su:s0',
	dnsOwner: 'app',
	counters: 'bpf',
	lockdown: { from: 1_010_171, to: 1_010_171 },
	tethers: false,
	users: [
		{ id: 0, name: 'Owner', flags: 'c13' },
		{ id: 10, name: 'Work profile', flags: '1030' },
	],
	packages: [
		...SYSTEM_PACKAGES,
		installed('com.example.courier', 10123, [0, 10]),
		installed('com.example.weather', 10145, [0]),
		installed('com.example.chat', 10167, [0]),
		installed('com.example.notes', 10171, [10]),
	],
	apps: [...TALKING_APPS, { uid: 1010123, program: 'courier', process: 'com.example.courier' }],
};
