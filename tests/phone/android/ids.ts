// Android's fixed ids: AOSP system/core private/android_filesystem_config.h.

export const ROOT_UID = 0;
export const SHELL_UID = 2000;
export const LOG_GID = 1007;
export const INET_GID = 3003;

/** The groups adbd gives its shell: AOSP adb/daemon/main.cpp `drop_privileges`. */
export const SHELL_GROUPS = [
	1004, 1007, 1011, 1015, 1028, 1078, 1079, 3001, 3002, 3003, 3006, 3009, 3011,
] as const;

const NAMES: readonly (readonly [id: number, name: string])[] = [
	[0, 'root'],
	[1000, 'system'],
	[1001, 'radio'],
	[1002, 'bluetooth'],
	[1004, 'input'],
	[1007, 'log'],
	[1010, 'wifi'],
	[1011, 'adb'],
	[1015, 'sdcard_rw'],
	[1028, 'sdcard_r'],
	[1051, 'dns'],
	[1073, 'network_stack'],
	[1078, 'ext_data_rw'],
	[1079, 'ext_obb_rw'],
	[2000, 'shell'],
	[3001, 'net_bt_admin'],
	[3002, 'net_bt'],
	[3003, 'inet'],
	[3006, 'net_bw_stats'],
	[3009, 'readproc'],
	[3011, 'uhid'],
	[9999, 'nobody'],
];

/** `u0_a123` for uid 10123, `u10_a123` for 1010123. */
function appName(uid: number): string {
	return `u${Math.floor(uid / 100_000)}_a${(uid % 100_000) - 10_000}`;
}

/** Every id that needs a name, for /etc/passwd and /etc/group. */
export function namedIds(appUids: readonly number[]): readonly (readonly [number, string])[] {
	return [...NAMES, ...appUids.map((uid) => [uid, appName(uid)] as const)];
}
