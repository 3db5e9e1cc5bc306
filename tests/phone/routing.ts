// Policy routing as netd sets it up: which table a packet is looked up in, by mark, uid and interface.
// AOSP system/netd server/RouteController.h has the priorities, Fwmark.h the bits of a mark.
import type { PhoneProfile } from './profiles/profile.ts';

/** A network's own table is numbered by its interface (`ROUTE_TABLE_OFFSET_FROM_INDEX`). */
const TABLE_OF_INDEX = 1000;
export const LOCAL_NETWORK = 97;
const LEGACY_NETWORK = 98;
const LEGACY_SYSTEM = 99;

/** The first release whose rules tell uids apart within a network, and so are numbered anew. */
const ANDROID_12 = 31;
const ANDROID_13 = 33;

/** Bits of a mark above the netId (Fwmark.h). */
const EXPLICIT = 0x1_0000;
const NET_ID_MASK = 0xffff;
const PROTECTED_FROM_VPN = 0x2_0000;
/** The system may go where no rule leads, by its permission bits. */
const SYSTEM_MARK = '0xc0000/0xd0000';

/** netIds: `NetworkController.h` for those below 100, which are not networks of their own. */
const LOCAL_NET_ID = 99;
const WIFI_NET_ID = 100;

export interface Interface {
	readonly name: string;
	/** ifindex. */
	readonly index: number;
}

export const WIFI = { name: 'wlan0', index: 24 } as const;
export const CELLULAR = { name: 'rmnet_data0', index: 12 } as const;
export const USB_TETHER = { name: 'rndis0', index: 31 } as const;

const tableOf = ({ index }: Interface): number => TABLE_OF_INDEX + index;

export const WIFI_TABLE = tableOf(WIFI);

/** Android 5 to 11, 12, and 13 on: the same rules, numbered anew as others came between. */
interface Priorities {
	readonly vpnOverrideSystem: number;
	readonly vpnOverrideInterface: number;
	readonly prohibitNonVpn: number;
	readonly explicit: number;
	readonly interface: number;
	readonly legacySystem: number;
	readonly legacyNetwork: number;
	readonly localNetwork: number;
	readonly tethering: number;
	readonly implicit: number;
	readonly localRoutes: number | undefined;
	readonly default: number;
	readonly unreachable: number;
}

const UNTIL_11: Priorities = {
	vpnOverrideSystem: 10_000,
	vpnOverrideInterface: 10_500,
	prohibitNonVpn: 12_500,
	explicit: 13_000,
	interface: 14_000,
	legacySystem: 15_000,
	legacyNetwork: 16_000,
	localNetwork: 17_000,
	tethering: 18_000,
	implicit: 19_000,
	localRoutes: undefined,
	default: 22_000,
	unreachable: 32_000,
};

const FROM_12: Priorities = {
	vpnOverrideSystem: 10_000,
	vpnOverrideInterface: 11_000,
	prohibitNonVpn: 14_000,
	explicit: 16_000,
	interface: 17_000,
	legacySystem: 18_000,
	legacyNetwork: 19_000,
	localNetwork: 20_000,
	tethering: 21_000,
	implicit: 23_000,
	localRoutes: undefined,
	default: 29_000,
	unreachable: 32_000,
};

const FROM_13: Priorities = { ...FROM_12, localRoutes: 25_000, default: 31_000 };

function prioritiesOf(sdk: number): Priorities {
	if (sdk < ANDROID_12) return UNTIL_11;
	return sdk < ANDROID_13 ? FROM_12 : FROM_13;
}

const hex = (value: number): string => `0x${value.toString(16)}`;

const netId = (id: number): string => `${hex(id)}/${hex(NET_ID_MASK | EXPLICIT)}`;

/** What no socket has chosen a network for. */
const UNCHOSEN = `0x0/${hex(EXPLICIT)}`;

/** Users whom a VPN with lockdown keeps off every network but itself. */
function lockdownRules({ lockdown }: PhoneProfile, priorities: Priorities): readonly string[] {
	if (lockdown === undefined) return [];
	const { from, to } = lockdown;
	const mark = `0x0/${hex(PROTECTED_FROM_VPN)}`;
	return [`${priorities.prohibitNonVpn} fwmark ${mark} iif lo uidrange ${from}-${to} prohibit`];
}

/** Clients of a tether come in on an interface and leave by the upstream's table. */
function tetherRules({ tethers }: PhoneProfile, priorities: Priorities): readonly string[] {
	return tethers ? [`${priorities.tethering} iif ${USB_TETHER.name} lookup ${WIFI_TABLE}`] : [];
}

function rules(profile: PhoneProfile): readonly string[] {
	const at = prioritiesOf(profile.sdk);
	const wifi = `lookup ${WIFI_TABLE}`;
	return [
		`${at.vpnOverrideSystem} fwmark ${SYSTEM_MARK} lookup ${LEGACY_SYSTEM}`,
		`${at.vpnOverrideInterface} iif lo oif ${WIFI.name} uidrange 0-0 ${wifi}`,
		...lockdownRules(profile, at),
		`${at.explicit} fwmark ${netId(EXPLICIT | LOCAL_NET_ID)} iif lo lookup ${LOCAL_NETWORK}`,
		`${at.explicit} fwmark ${netId(EXPLICIT | WIFI_NET_ID)} iif lo ${wifi}`,
		`${at.interface} iif lo oif ${WIFI.name} ${wifi}`,
		`${at.legacySystem} fwmark ${UNCHOSEN} lookup ${LEGACY_SYSTEM}`,
		`${at.legacyNetwork} fwmark ${UNCHOSEN} lookup ${LEGACY_NETWORK}`,
		`${at.localNetwork} fwmark ${UNCHOSEN} lookup ${LOCAL_NETWORK}`,
		...tetherRules(profile, at),
		`${at.implicit} fwmark ${netId(WIFI_NET_ID)} iif lo ${wifi}`,
		...(at.localRoutes === undefined
			? []
			: [`${at.localRoutes} fwmark ${UNCHOSEN} iif lo lookup ${LOCAL_NETWORK}`]),
		`${at.default} fwmark 0x0/${hex(NET_ID_MASK)} iif lo ${wifi}`,
		`${at.unreachable} unreachable`,
	];
}

/** Rules that every Linux begins with and netd removes; the one for the table `local` stays. */
const KERNEL_RULES = { 4: [32_766, 32_767], 6: [32_766] } as const;

/** `ip -4 -batch` and `ip -6 -batch`: netd's rules in the place of the kernel's. */
export function ruleSetup(profile: PhoneProfile, family: 4 | 6): string {
	return [
		...rules(profile).map((rule) => `rule add pref ${rule}`),
		...KERNEL_RULES[family].map((preference) => `rule del pref ${preference}`),
	].join('\n');
}

/** `/data/misc/net/rt_tables`, which `ip` reads as root: the shell sees numbers. */
export function tableNames({ sdk }: PhoneProfile): string {
	const rows: readonly (readonly [number, string])[] = [
		[255, 'local'],
		[254, 'main'],
		[LOCAL_NETWORK, 'local_network'],
		[LEGACY_NETWORK, 'legacy_network'],
		[LEGACY_SYSTEM, 'legacy_system'],
		[tableOf(CELLULAR), CELLULAR.name],
		[WIFI_TABLE, WIFI.name],
	];
	const written = rows.map(([table, name]) => `${table} ${name}\n`);
	return sdk < ANDROID_12 ? written.join('') : `# generated by netd\n${written.join('')}`;
}
