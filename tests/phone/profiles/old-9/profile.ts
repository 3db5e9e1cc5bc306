import { installed, NETD, SYSTEM_PACKAGES, TALKING_APPS } from '../common.ts';
import type { PhoneProfile } from '../profile.ts';

/** An old phone: a userdebug build of Android 9, kernel without eBPF, first generation of ADB. */
export const old9: PhoneProfile = {
	name: 'old-9',
	serial: 'OL9C00VIRTUAL',
	model: 'Old Nine',
	product: 'lineage_nine',
	device: 'nine',
	build: 'userdebug',
	sdk: 28,
	adb: { version: 0x01000000, maxPayload: 4096, features: [], shellV1: 'cooked' },
	su: false,
	tcpdump: '/system/xbin/tcpdump',
	rootContext: 'u:r:su:s0',
	dnsOwner: 'netd',
	counters: 'qtaguid',
	tethers: true,
	users: [{ id: 0, name: 'Owner', flags: '13' }],
	packages: [
		...SYSTEM_PACKAGES,
		installed('com.example.courier', 10123, [0]),
		installed('com.example.weather', 10145, [0]),
		installed('com.example.chat', 10167, [0]),
	],
	apps: [NETD, ...TALKING_APPS],
};
