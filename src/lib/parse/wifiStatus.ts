import { ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import type { Wifi, WifiConnection } from '../model/wifi.ts';
import { told, valueOf } from './keyed.ts';
import { absent, decimal, linesOf } from './text.ts';

const MAC = /^[\da-f]{2}(?::[\da-f]{2}){5}$/i;
/** What Android says to those who may not know the address. */
const HIDDEN_MAC = '02:00:00:00:00:00';

/**
 * Reads `cmd wifi status` (Android 11 on) or the lines of `dumpsys wifi` that say the same: `Wi-Fi is enabled` and
 * `mWifiInfo SSID: "name", BSSID: ..., RSSI: -48, Link speed: 433Mbps ...` (AOSP `WifiInfo.toString`).
 */
export function parseWifiStatus(text: string): Result<Wifi, ParseFailure | Absent> {
	const lines = linesOf(text).map((line) => line.trim());
	const state = lines.map((line) => /^Wi-?[Ff]i is (\w{1,16})\b/.exec(line)?.[1]);
	const word = state.find((one) => one !== undefined && one !== 'connected' && one !== 'not');
	const info = lines.find((line) => INFO.test(line));
	if (word === undefined && info === undefined) return absent('Wi-Fi status');
	const connection = info === undefined ? undefined : connectionOf(info);
	return ok({
		enabled: word === undefined ? connection !== undefined : word === 'enabled',
		connection,
	});
}

const INFO = /^(?:m?WifiInfo:? )?SSID: /;

/** Who names a network names it as they like: all that follows its name is looked for behind it. */
function connectionOf(line: string): WifiConnection | undefined {
	const end = line.lastIndexOf(', BSSID: ');
	const ssid = told(
		line.slice(line.indexOf('SSID: ') + 'SSID: '.length, end < 0 ? undefined : end),
	);
	const rest = end < 0 ? '' : line.slice(end);
	const state = told(valueOf(rest, 'Supplicant state: ', ','));
	if (state !== undefined && state !== 'COMPLETED') return undefined;
	const rssi = numberOf(rest, ', RSSI: ');
	if (ssid === undefined || rssi === undefined || rssi <= -127) return undefined;
	return {
		ssid: ssid === '<unknown ssid>' ? undefined : ssid.replace(/^"|"$/g, ''),
		bssid: macOf(valueOf(rest, ', BSSID: ', ',')),
		mac: macOf(valueOf(rest, ', MAC: ', ',')),
		address: told(valueOf(rest, ', IP: ', ','))?.replace(/^\//, ''),
		rssi,
		linkSpeed: positive(numberOf(rest, ', Link speed: ')),
		txSpeed: positive(numberOf(rest, ', Tx Link speed: ')),
		rxSpeed: positive(numberOf(rest, ', Rx Link speed: ')),
		frequency: positive(numberOf(rest, ', Frequency: ')),
		standard: told(valueOf(rest, ', Wi-Fi standard: ', ',')),
		security: decimal(told(valueOf(rest, ', Security type: ', ','))),
	};
}

function macOf(text: string | undefined): string | undefined {
	const mac = text?.trim().toLowerCase() ?? '';
	return MAC.test(mac) && mac !== HIDDEN_MAC ? mac : undefined;
}

/** `-48`, `433Mbps`, `5180MHz`. */
function numberOf(text: string, key: string): number | undefined {
	const digits = /^-?\d{1,9}/.exec(valueOf(text, key, ',') ?? '')?.[0];
	return digits === undefined ? undefined : Number(digits);
}

const positive = (value: number | undefined): number | undefined =>
	value === undefined || value <= 0 ? undefined : value;
