// Android's fixed user ids: names and numbers from AOSP system/core,
// libcutils/include/private/android_filesystem_config.h (Apache-2.0), a union of the releases 4.1 to 16.

/** A user id that Android hands out itself. */
export interface Aid {
	/** As `ps` and `id` print it. */
	readonly name: string;
	/** What it is, in words. */
	readonly words: string;
	/** The first release that has it under this name; `<=4.1`: that one, and maybe some before. */
	readonly since: string;
	/** The last release; undefined: it still stands in Android 16. */
	readonly until: string | undefined;
}

type Row = readonly [id: number, name: string, words: string, since: string, until?: string];

const TABLE: readonly Row[] = [
	[0, 'root', 'Root and the kernel', '<=4.1'],
	[1, 'daemon', 'Unix daemons', '9'],
	[2, 'bin', 'Unix system programs', '9'],
	[3, 'sys', 'Unix system group', '14'],
	[1000, 'system', 'Android system', '1.6'],
	[1001, 'radio', 'Telephony', '1.6'],
	[1002, 'bluetooth', 'Bluetooth', '1.6'],
	[1003, 'graphics', 'Graphics', '1.6'],
	[1004, 'input', 'Input devices', '1.6'],
	[1005, 'audio', 'Audio devices', '1.6'],
	[1006, 'camera', 'Camera devices', '1.6'],
	[1007, 'log', 'Log devices', '1.6'],
	[1008, 'compass', 'Compass', '1.6'],
	[1009, 'mount', 'Storage mounting', '1.6'],
	[1010, 'wifi', 'Wi-Fi', '1.6'],
	[1011, 'adb', 'USB debugging (adbd)', '1.6'],
	[1012, 'install', 'Package installation', '1.6'],
	[1013, 'media', 'Media server', '1.6'],
	[1014, 'dhcp', 'DHCP client', '1.6'],
	[1015, 'sdcard_rw', 'Shared storage, writing', '1.6'],
	[1016, 'vpn', 'Built-in VPN', '1.6'],
	[1017, 'keystore', 'Key storage', '1.6'],
	[1018, 'usb', 'USB', '2.3'],
	[1019, 'drm', 'DRM server', '<=4.0'],
	[1020, 'mdnsr', 'Multicast DNS (service discovery)', '4.1'],
	[1021, 'gps', 'Satellite positioning', '<=4.0'],
	[1022, 'unused1', 'Unused', '2.3.4'],
	[1023, 'media_rw', 'Media storage', '4.0'],
	[1024, 'mtp', 'Media transfer over USB', '4.0'],
	[1025, 'unused2', 'Unused', '4.0.3'],
	[1026, 'drmrpc', 'DRM calls', '4.0'],
	[1027, 'nfc', 'NFC', '4.0.3'],
	[1028, 'sdcard_r', 'Shared storage, reading', '<=4.1'],
	[1029, 'clat', 'IPv4 over IPv6 (464xlat)', '4.3'],
	[1030, 'loop_radio', 'Radio loop devices', '4.3'],
	[1031, 'mediadrm', 'Media DRM plug-ins', '4.3'],
	[1032, 'package_info', 'Package information', '4.4'],
	[1033, 'sdcard_pics', 'Shared pictures', '4.4'],
	[1034, 'sdcard_av', 'Shared audio and video', '4.4'],
	[1035, 'sdcard_all', 'Shared storage of all users', '4.4'],
	[1036, 'logd', 'Log daemon', '5.0'],
	[1037, 'shared_relro', 'Shared library data', '5.0'],
	[1038, 'dbus', 'D-Bus', '7.0'],
	[1039, 'tlsdate', 'Time over TLS', '7.0'],
	[1040, 'mediaex', 'Media extractor', '7.0'],
	[1041, 'audioserver', 'Audio server', '7.0'],
	[1042, 'metrics_coll', 'Metrics collector', '7.0'],
	[1043, 'metricsd', 'Metrics daemon', '7.0'],
	[1044, 'webserv', 'Web server daemon', '7.0'],
	[1045, 'debuggerd', 'Crash dumps', '7.0'],
	[1046, 'mediacodec', 'Media codecs', '7.0'],
	[1047, 'cameraserver', 'Camera server', '7.0'],
	[1048, 'firewall', 'Firewall daemon', '8.0'],
	[1049, 'trunks', 'TPM daemon', '8.0'],
	[1050, 'nvram', 'NVRAM access', '8.0'],
	[1051, 'dns', 'DNS resolver', '8.0'],
	[1052, 'dns_tether', 'DNS for tethered devices', '8.0'],
	[1053, 'webview_zygote', 'WebView', '8.0'],
	[1054, 'vehicle_network', 'Vehicle network', '8.0'],
	[1055, 'media_audio', 'Audio files', '8.0'],
	[1056, 'media_video', 'Video files', '8.0'],
	[1057, 'media_image', 'Image files', '8.0'],
	[1058, 'tombstoned', 'Crash reports', '8.0'],
	[1059, 'media_obb', 'App expansion files', '8.0'],
	[1060, 'ese', 'Embedded secure element', '8.0'],
	[1061, 'ota_update', 'System updates', '8.0'],
	[1062, 'automotive_evs', 'Vehicle cameras', '9'],
	[1063, 'lowpan', 'Low-power wireless', '9'],
	[1064, 'hsm', 'Hardware security module', '9'],
	[1065, 'reserved_disk', 'Reserved disk space', '9'],
	[1066, 'statsd', 'System statistics', '9'],
	[1067, 'incidentd', 'Incident reports', '9'],
	[1068, 'secure_element', 'Secure element', '9'],
	[1069, 'lmkd', 'Low memory killer', '10'],
	[1070, 'llkd', 'Live lock daemon', '10'],
	[1071, 'iorapd', 'Disk read-ahead', '10'],
	[1072, 'gpu_service', 'GPU service', '10'],
	[1073, 'network_stack', 'Network stack', '10'],
	[1074, 'gsid', 'System image service', '10'],
	[1075, 'fsverity_cert', 'File verification keys', '11'],
	[1076, 'credstore', 'Identity credentials', '11'],
	[1077, 'external_storage', 'External storage', '11'],
	[1078, 'ext_data_rw', 'App data on external storage', '11'],
	[1079, 'ext_obb_rw', 'App expansion files on external storage', '11'],
	[1080, 'context_hub', 'Sensor hub', '11'],
	[1081, 'virtualizationservice', 'Virtual machines', '13'],
	[1082, 'artd', 'App compiler', '12'],
	[1083, 'uwb', 'Ultra-wideband', '12'],
	[1084, 'thread_network', 'Thread network', '13'],
	[1085, 'diced', 'Device identity', '13'],
	[1086, 'dmesgd', 'Kernel report collection', '13'],
	[1087, 'jc_weaver', 'Secure element: Weaver', '13'],
	[1088, 'jc_strongbox', 'Secure element: StrongBox', '13'],
	[1089, 'jc_identitycred', 'Secure element: identity credentials', '13'],
	[1090, 'sdk_sandbox', 'SDK sandbox', '13'],
	[1091, 'security_log_writer', 'Security log', '13'],
	[1092, 'prng_seeder', 'Random number seeding', '14'],
	[1093, 'uprobestats', 'Probe statistics', '15'],
	[1094, 'cros_ec', 'Embedded controller', '16'],
	[1095, 'mmd', 'Memory management', '16'],
	[2000, 'shell', 'ADB shell', '<=4.1'],
	[2001, 'cache', 'Cache partition', '<=4.1'],
	[2002, 'diag', 'Diagnostics', '<=4.1'],
	[3001, 'net_bt_admin', 'Bluetooth sockets, administration', '<=4.1'],
	[3002, 'net_bt', 'Bluetooth sockets', '<=4.1'],
	[3003, 'inet', 'Internet sockets', '<=4.1'],
	[3004, 'net_raw', 'Raw sockets', '<=4.1'],
	[3005, 'net_admin', 'Network administration', '<=4.1'],
	[3006, 'net_bw_stats', 'Traffic statistics, reading', '<=4.1'],
	[3007, 'net_bw_acct', 'Traffic statistics, accounting', '<=4.1'],
	[3008, 'net_bt_stack', 'Bluetooth configuration', '4.4', '7.0'],
	[3009, 'readproc', 'Process information', '7.0'],
	[3010, 'wakelock', 'Wake locks', '7.0'],
	[3011, 'uhid', 'Virtual input devices', '9'],
	[3012, 'readtracefs', 'Kernel tracing', '13'],
	[3013, 'virtualmachine', 'Virtual machine tuning', '15'],
	[9997, 'everybody', 'All apps of one user', '5.0'],
	[9998, 'misc', 'Miscellaneous storage', '<=4.1'],
	[9999, 'nobody', 'Nobody', '<=4.1'],
	[65_534, 'overflowuid', 'No owner', '9'],
];

/** Numbers that meant something else once: why old lists are wrong. */
const FORMER: readonly Row[] = [
	[1022, 'nfc', 'NFC', '2.3', '2.3.3'],
	[1025, 'nfc', 'NFC', '2.3.4', '4.0.2'],
	[1081, 'virtmanager', 'Virtual machines', '12', '12'],
];

/** Ids that Android leaves to the makers of phones and of partitions. */
const RANGES: readonly (readonly [from: number, to: number, words: string, since: string])[] = [
	[2900, 2999, "The maker's own service", '6.0'],
	[5000, 5999, "The maker's own service", '7.0'],
	[6000, 6499, 'A service of the system image', '11'],
	[6500, 6999, "A service of the device maker's image", '11'],
	[7000, 7499, 'A service of the product image', '11'],
	[7500, 7999, 'A service of the system_ext image', '11'],
];

const aid = ([, name, words, since, until]: Row): Aid => ({ name, words, since, until });

const BY_ID = new Map(TABLE.map((row) => [row[0], aid(row)]));

/** What an appId below 10000 stands for; undefined where Android gives it no meaning. */
export function aidOf(appId: number): Aid | undefined {
	const range = RANGES.find(([from, to]) => appId >= from && appId <= to);
	const vendor = range && {
		...{ name: `oem_${appId}`, words: `${range[2]} (${appId})` },
		...{ since: range[3], until: undefined },
	};
	return BY_ID.get(appId) ?? vendor;
}

/** What the same number stood for in earlier releases. */
export const formerAidsOf = (appId: number): readonly Aid[] =>
	FORMER.filter(([id]) => id === appId).map(aid);

/** In which releases of Android it is there, in words. */
export function releasesOf({ since, until }: Aid): string {
	const first = since.replace('<=', '');
	const from = since === first ? first : `${first} or before`;
	if (until === since) return `Android ${first}`;
	return until === undefined ? `since Android ${from}` : `Android ${from} to ${until}`;
}
