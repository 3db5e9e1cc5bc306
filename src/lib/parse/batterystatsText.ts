import { ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import type { RadioBytes, RadioUse, UidRadioUse } from '../model/modem.ts';
import { uid, type Uid } from '../model/uid.ts';
import { byBytes } from './batterystatsCheckin.ts';
import { absent, linesOf } from './text.ts';

/** `BatteryStats.formatBytesLocked`: two decimals, 1024 to the next. */
const UNITS: Readonly<Record<string, number>> = { B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 };
/** `BatteryStats.formatTimeMs`. */
const TIMES: Readonly<Record<string, number>> = {
	d: 86_400_000,
	h: 3_600_000,
	m: 60_000,
	s: 1000,
	ms: 1,
};

const OWNER = /^ {2}(?:u(\d{1,4})([ais])(\d{1,6})|(\d{1,10})):$/;
const NETWORK = /^\s{2,8}(Mobile|Wi-Fi) network: (\S{1,16}) received, (\S{1,16}) sent/;
/** From Android 9 on four lines, before two: `Mobile total received: 12.50MB, sent: 1.25MB (packets ...)`. */
const TOTAL =
	/^\s{2,8}(Cellular|Mobile|Wifi|Wi-Fi) (?:data|total) (received|sent): (\S{1,16}B)(?:, sent: (\S{1,16}B))?/;
/** Zeros of the digits that the languages of Android write: Arabic, Persian, Devanagari, Bengali, Burmese. */
const ZEROS: readonly number[] = [0x660, 0x6f0, 0x966, 0x9e6, 0x1040];

type Draft = { -readonly [Key in keyof UidRadioUse]: UidRadioUse[Key] };

/**
 * Reads the text of `dumpsys batterystats` (Android 5 on): sizes as they are rounded there. What stands in the part
 * `Statistics since last charge`, so that nothing counts twice.
 */
export function parseBatterystatsText(text: string): Result<RadioUse, ParseFailure | Absent> {
	const all = linesOf(text);
	const start = all.findIndex((line) => line.startsWith('Statistics since last charge:'));
	if (start < 0) return absent('battery statistics since the last charge');
	const lines = all.slice(start + 1);
	const end = lines.findIndex((line) => line.startsWith('Statistics since last unplugged'));
	const own = end < 0 ? lines : lines.slice(0, end);
	const uids = uidsOf(own);
	return ok({
		onBattery: timeAfter(own, '  Time on battery: '),
		total: totalOf(own) ?? sumOf(uids),
		mobileActive:
			timeAfter(own, '     Cellular kernel active time: ') ??
			timeAfter(own, '  Mobile radio active time: '),
		uids: [...uids].sort(byBytes),
		modem: undefined,
		wifi: undefined,
		bluetooth: undefined,
		rounded: true,
	});
}

function uidsOf(lines: readonly string[]): readonly UidRadioUse[] {
	const rows = new Map<Uid, Draft>();
	let owner: Uid | undefined;
	for (const line of lines) {
		if (/^ {2}\S/.test(line)) owner = ownerOf(line);
		if (owner === undefined) continue;
		const row = rows.get(owner) ?? { ...NONE, uid: owner, mobileActive: 0 };
		if (readLine(row, line)) rows.set(owner, row);
	}
	return [...rows.values()];
}

const NONE: RadioBytes = { mobileRx: 0, mobileTx: 0, wifiRx: 0, wifiTx: 0 };

function readLine(row: Draft, line: string): boolean {
	const [, kind, received, sent] = NETWORK.exec(line) ?? [];
	const active = timeAfter([line], '    Mobile radio active: ');
	if (active !== undefined) row.mobileActive = active;
	if (kind === 'Mobile') [row.mobileRx, row.mobileTx] = [bytesOf(received), bytesOf(sent)];
	else if (kind === 'Wi-Fi') [row.wifiRx, row.wifiTx] = [bytesOf(received), bytesOf(sent)];
	return kind !== undefined || active !== undefined;
}

/** `u0a123`, `u10s1000`, `1000` (AOSP `UserHandle.formatUid`); isolated processes have none of their own. */
function ownerOf(line: string): Uid | undefined {
	const [, user, kind, id, plain] = OWNER.exec(line) ?? [];
	if (plain !== undefined) return uid(Number(plain));
	if (user === undefined || id === undefined || kind === 'i') return undefined;
	return uid(Number(user) * 100_000 + Number(id) + (kind === 'a' ? 10_000 : 0));
}

function totalOf(lines: readonly string[]): RadioBytes | undefined {
	const found = { ...NONE } as { -readonly [Key in keyof RadioBytes]: RadioBytes[Key] };
	let any = false;
	for (const line of lines) {
		const [, radio, way, size, sent] = TOTAL.exec(line) ?? [];
		if (radio === undefined) continue;
		any = true;
		const wifi = radio.startsWith('W');
		if (way === 'received') found[wifi ? 'wifiRx' : 'mobileRx'] = bytesOf(size);
		else found[wifi ? 'wifiTx' : 'mobileTx'] = bytesOf(size);
		if (sent !== undefined) found[wifi ? 'wifiTx' : 'mobileTx'] = bytesOf(sent);
	}
	return any ? found : undefined;
}

function sumOf(rows: readonly RadioBytes[]): RadioBytes {
	return rows.reduce(
		(sum, row) => ({
			mobileRx: sum.mobileRx + row.mobileRx,
			mobileTx: sum.mobileTx + row.mobileTx,
			wifiRx: sum.wifiRx + row.wifiRx,
			wifiTx: sum.wifiTx + row.wifiTx,
		}),
		NONE,
	);
}

/** Numbers come as the phone's language writes them: `1.25MB`, `1,25MB`, `١٫٢٥MB`. */
function bytesOf(size: string | undefined): number {
	const plain = (size ?? '').replace(/[,٫]/, '.').replace(/\p{Nd}/gu, asciiDigit);
	const [, amount, unit = ''] = /^([\d.]{1,12})([KMG]?B)$/.exec(plain) ?? [];
	const value = Number(amount ?? 0) * (UNITS[unit] ?? 0);
	return Number.isFinite(value) ? Math.round(value) : 0;
}

function asciiDigit(digit: string): string {
	const code = digit.codePointAt(0) ?? 0;
	const zero = ZEROS.find((one) => code >= one && code < one + 10);
	return zero === undefined ? digit : String(code - zero);
}

/** `3h 6m 35s 465ms (98.9%)` after the first line that begins so. */
function timeAfter(lines: readonly string[], start: string): number | undefined {
	const line = lines.find((one) => one.startsWith(start));
	if (line === undefined) return undefined;
	let sum = 0;
	for (const word of line.slice(start.length).trim().split(' ', 5)) {
		const [, amount, unit = ''] = /^(\d{1,9})(d|h|ms|m|s)$/.exec(word) ?? [];
		if (amount === undefined) break;
		sum += Number(amount) * (TIMES[unit] ?? 0);
	}
	return sum;
}
