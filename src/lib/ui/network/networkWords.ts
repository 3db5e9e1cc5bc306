import type { AndroidNetwork, BlockedUid } from '#lib/model/network.ts';
import type { Tone } from '../shared/tone.ts';

const TRANSPORTS: Readonly<Record<string, string>> = {
	WIFI: 'Wi-Fi',
	CELLULAR: 'Mobile',
	VPN: 'VPN',
	ETHERNET: 'Ethernet',
	BLUETOOTH: 'Bluetooth',
	WIFI_AWARE: 'Wi-Fi Aware',
	USB: 'USB',
	THREAD: 'Thread',
	SATELLITE: 'Satellite',
};

/** What promises of a network mean, where a person may care (AOSP `NetworkCapabilities`). */
const CAPABILITIES: Readonly<Record<string, string>> = {
	INTERNET: 'is meant to reach the internet',
	MMS: 'carries multimedia messages',
	SUPL: 'carries the modem’s help for positioning',
	DUN: 'carries tethering for the carrier',
	IMS: 'carries calls (VoLTE, Wi-Fi calling)',
	EIMS: 'carries emergency calls',
	XCAP: 'carries call settings of the carrier',
	RCS: 'carries the carrier’s chat',
	CBS: 'carries carrier-branded services',
	WIFI_P2P: 'is a direct link to another device',
	ENTERPRISE: 'is kept for work apps',
	OEM_PAID: 'is paid by the maker, for its own apps',
	OEM_PRIVATE: 'is the maker’s own',
	NOT_ROAMING: 'is no roaming network',
	TEMPORARILY_NOT_METERED: 'costs nothing for now, says the carrier',
	LOCAL_NETWORK: 'is a local link only',
};

export function titleOf(network: AndroidNetwork): string {
	const names = network.transports.map((name) => TRANSPORTS[name] ?? name);
	if (network.vpn === undefined) return names.join(' and ') || 'A network';
	const under = names.filter((name) => name !== 'VPN');
	return under.length === 0 ? 'VPN' : `VPN over ${under.join(' and ')}`;
}

export interface NetworkMark {
	readonly text: string;
	readonly tone: Tone;
	readonly hint: string;
}

/** The promises that change what a person may expect. Releases before 5 told none. */
export function marksOf(network: AndroidNetwork): readonly NetworkMark[] {
	const has = (name: string): boolean => network.capabilities.includes(name);
	if (network.capabilities.length === 0) return [];
	const marks = reachOf(has);
	marks.push(has('NOT_METERED') || has('TEMPORARILY_NOT_METERED') ? UNMETERED : METERED);
	if (network.privateDns?.broken === true) marks.push(DNS_BROKEN);
	if (network.transports.includes('CELLULAR') && has('FOREGROUND') && isSuspended(has)) {
		marks.push(SUSPENDED);
	}
	return marks;
}

/** Android 9 brought this promise together with two more; 8 knew none of the three. */
const isSuspended = (has: (name: string) => boolean): boolean =>
	!has('NOT_SUSPENDED') && (has('NOT_CONGESTED') || has('NOT_ROAMING'));

/** How far Android's own test came. */
function reachOf(has: (name: string) => boolean): NetworkMark[] {
	if (has('VALIDATED')) return [VALIDATED];
	if (has('CAPTIVE_PORTAL')) return [PORTAL];
	if (has('PARTIAL_CONNECTIVITY')) return [PARTIAL];
	return has('INTERNET') ? [NOT_VALIDATED] : [];
}

const mark = (text: string, tone: Tone, hint: string): NetworkMark => ({ text, tone, hint });
const VALIDATED = mark('internet works', 'good', 'Android’s own test reached its server.');
const PORTAL = mark('login page', 'warn', 'A page wants a login before anything else works.');
const PARTIAL = mark('partly works', 'warn', 'Some of Android’s tests failed.');
const NOT_VALIDATED = mark(
	'not tested through',
	'warn',
	'Android’s test did not reach its server: no internet, or the test is blocked.',
);
const UNMETERED = mark('unmetered', 'neutral', 'Apps may use it without thinking of the cost.');
const METERED = mark('metered', 'info', 'Costs money by Android’s lights: data saver counts here.');
const DNS_BROKEN = mark('private DNS broken', 'danger', 'The named server does not answer.');
const SUSPENDED = mark('suspended', 'warn', 'No data now, during a call for instance.');

/** What else it promises, in words, then what we have no words for by its own name. */
export function capabilitiesOf(network: AndroidNetwork): readonly string[] {
	return network.capabilities.flatMap((name) => CAPABILITIES[name] ?? []);
}

/** `ConnectivityManager.BLOCKED_REASON_*`, Android 12 on. */
const REASONS: readonly (readonly [bit: number, words: string])[] = [
	[0x1, 'battery saver'],
	[0x2, 'doze'],
	[0x4, 'app standby: not used lately'],
	[0x8, 'restricted networking mode'],
	[0x10, 'VPN lockdown: no way beside the VPN'],
	[0x20, 'low-power standby'],
	[0x40, 'app in the background'],
	[0x80, 'refused by the maker’s firewall'],
	[0x100, 'no permission for this network (INTERNET, for instance)'],
	[0x1_0000, 'data saver, on metered networks'],
	[0x2_0000, 'background data is off for it, on metered networks'],
	[0x4_0000, 'an administrator, on metered networks'],
];

/** `NetworkPolicyManager.RULE_*`, before. */
const RULES: readonly (readonly [bit: number, words: string])[] = [
	[0x4, 'no metered networks'],
	[0x40, 'no network at all'],
];

/** Why Android refuses an app's traffic. */
export function blockedWords(blocked: BlockedUid): string {
	const table = blocked.by === 'reasons' ? REASONS : RULES;
	const words = table.filter(([bit]) => (blocked.mask & bit) !== 0).map(([, word]) => word);
	return words.join('; ') || `reason 0x${blocked.mask.toString(16)}`;
}
