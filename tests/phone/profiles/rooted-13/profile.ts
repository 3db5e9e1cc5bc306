import { installed, SYSTEM_PACKAGES, TALKING_APPS } from '../common.ts';
import type { PhoneProfile } from '../profile.ts';

/** A phone its owner rooted: a user build of Android 13 with a Magisk-like su and a tcpdump. */
export const rooted13: PhoneProfile = {
	name: 'rooted-13',
	serial: 'RT13B0VIRTUAL',
	model: 'Redfin One',
	product: 'redfin_one',
	device: 'redfin',
	build: 'user',
	sdk: 33,
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
	su: true,
	tcpdump: '/system/bin/tcpdump',
	rootContext: 'u:r:magisk:s0',
	dnsOwner: 'app',
	counters: 'bpf',
	tethers: false,
	users: [{ id: 0, name: 'Owner', flags: 'c13' }],
	packages: [
		...SYSTEM_PACKAGES,
		installed('com.example.courier', 10123, [0]),
		installed('com.example.weather', 10145, [0]),
		installed('com.example.chat', 10167, [0]),
		installed('com.example.rootmanager', 10188, [0]),
	],
	apps: TALKING_APPS,
};
