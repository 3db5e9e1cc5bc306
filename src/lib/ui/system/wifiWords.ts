import type { Tone } from '../shared/tone.ts';

/** How well a Wi-Fi signal serves, by dBm. */
export function signalWords(rssi: number): string {
	if (rssi >= -55) return 'very good';
	if (rssi >= -67) return 'good';
	return rssi >= -75 ? 'fair' : 'weak';
}

export function bandOf(megahertz: number): string {
	if (megahertz < 3000) return '2.4 GHz';
	if (megahertz < 5925) return '5 GHz';
	return megahertz < 7200 ? '6 GHz' : '60 GHz';
}

/** `ScanResult.WIFI_STANDARD_*`, by number or as newer releases write it. */
const STANDARDS: Readonly<Record<string, string>> = {
	'1': 'before Wi-Fi 4',
	legacy: 'before Wi-Fi 4',
	'4': 'Wi-Fi 4 (11n)',
	'11n': 'Wi-Fi 4 (11n)',
	'5': 'Wi-Fi 5 (11ac)',
	'11ac': 'Wi-Fi 5 (11ac)',
	'6': 'Wi-Fi 6 (11ax)',
	'11ax': 'Wi-Fi 6 (11ax)',
	'7': '60 GHz (11ad)',
	'11ad': '60 GHz (11ad)',
	'8': 'Wi-Fi 7 (11be)',
	'11be': 'Wi-Fi 7 (11be)',
};

export const standardWords = (standard: string): string => STANDARDS[standard] ?? standard;

/** `WifiInfo.SECURITY_TYPE_*`. */
const SECURITY: readonly string[] = [
	'none: everybody nearby can read along',
	'WEP: broken long ago, as good as none',
	'WPA2 with a password',
	'WPA2, each with an account',
	'WPA3 with a password',
	'WPA3, each with an account (192 bit)',
	'encrypted without a password (OWE)',
	'WAPI with a password',
	'WAPI with certificates',
	'WPA3, each with an account',
	'for signing up to a hotspot (OSEN)',
	'hotspot by roaming (Passpoint)',
	'hotspot by roaming (Passpoint), WPA3',
	'by a scanned code (DPP)',
];

export const securityWords = (type: number): string => SECURITY[type] ?? `type ${type}`;

export const securityTone = (type: number): Tone => (type <= 1 ? 'warn' : 'good');
