import { ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import type { RadioBytes, RadioTimes, RadioUse, UidRadioUse } from '../model/modem.ts';
import { uid } from '../model/uid.ts';
import { absent, decimal, idNumber, linesOf, malformed } from './text.ts';

/** Rows of `l`: since the last full charge. */
const ROW = /^\d{1,3},(\d{1,10}),l,(nt|gn|gmcd|gwfcd|gble|m|bt),/;

/** How long the radio stood open, among the numbers of `m` (milliseconds). */
const M_RADIO_ACTIVE = 4;
/** How long the phone ran on its battery, among the numbers of `bt` (milliseconds). */
const BT_ON_BATTERY = 1;
/** How long this uid kept the radio open, among the numbers of `nt` (microseconds). */
const NT_RADIO_ACTIVE = 8;

interface Totals {
	total: RadioBytes | undefined;
	onBattery: number | undefined;
	mobileActive: number | undefined;
	modem: RadioTimes | undefined;
	wifi: RadioTimes | undefined;
	bluetooth: RadioTimes | undefined;
	readonly uids: UidRadioUse[];
}

/**
 * Reads `dumpsys batterystats -c` (AOSP `BatteryStats.dumpCheckinLocked`, Android 4.4 on). Only rows about radios:
 * `9,10123,l,nt,mobileRx,mobileTx,wifiRx,wifiTx,...` and the totals of the phone.
 */
export function parseBatterystatsCheckin(text: string): Result<RadioUse, ParseFailure | Absent> {
	const found: Totals = {
		...{ total: undefined, onBattery: undefined, mobileActive: undefined },
		...{ modem: undefined, wifi: undefined, bluetooth: undefined, uids: [] },
	};
	for (const [index, line] of linesOf(text).entries()) {
		const [start, id, type = ''] = ROW.exec(line) ?? [];
		if (start === undefined) continue;
		const fields = line.slice(start.length).split(',', 64);
		if (!readRow(found, type, { uid: id, fields })) {
			return malformed('numbers of a battery statistic', index, line);
		}
	}
	const { total } = found;
	if (total === undefined) return absent('network totals (batterystats)');
	return ok({ ...found, total, uids: found.uids.sort(byBytes), rounded: false });
}

interface Row {
	readonly uid: string | undefined;
	readonly fields: readonly string[];
}

function readRow(found: Totals, type: string, { uid: id, fields }: Row): boolean {
	if (type === 'm') found.mobileActive = decimal(fields[M_RADIO_ACTIVE]);
	else if (type === 'bt') found.onBattery = decimal(fields[BT_ON_BATTERY]);
	else if (type === 'gn') return (found.total = bytesOf(fields)) !== undefined;
	else if (type === 'nt') return addUid(found, idNumber(id), fields);
	else if (type === 'gmcd') found.modem = timesOf(fields);
	else if (type === 'gwfcd') found.wifi = timesOf(fields);
	else found.bluetooth = timesOf(fields);
	return true;
}

function addUid(found: Totals, id: number | undefined, fields: readonly string[]): boolean {
	const amounts = bytesOf(fields);
	if (id === undefined || amounts === undefined) return false;
	const active = decimal(fields[NT_RADIO_ACTIVE]) ?? 0;
	found.uids.push({ uid: uid(id), ...amounts, mobileActive: Math.round(active / 1000) });
	return true;
}

/** The same four begin `gn` and `nt`. */
function bytesOf(fields: readonly string[]): RadioBytes | undefined {
	const [mobileRx, mobileTx, wifiRx, wifiTx] = fields.slice(0, 4).map(decimal);
	if (mobileRx === undefined || mobileTx === undefined) return undefined;
	if (wifiRx === undefined || wifiTx === undefined) return undefined;
	return { mobileRx, mobileTx, wifiRx, wifiTx };
}

/**
 * Idle, receiving, mAh, from Android 10 on what the rail's own meter says, then sending by power level: all in
 * milliseconds. The meter's number is told by its decimal point, which none of the times has.
 */
function timesOf(fields: readonly string[]): RadioTimes | undefined {
	const [idle, rx] = fields.slice(0, 2).map(decimal);
	const energy = Number(fields[2]);
	const metered = fields[3]?.includes('.') === true;
	const tx = fields.slice(metered ? 4 : 3).map(decimal);
	if (idle === undefined || rx === undefined || !Number.isFinite(energy)) return undefined;
	return { idle, rx, energy, tx: tx.filter((time) => time !== undefined) };
}

const sumOf = (row: RadioBytes): number => row.mobileRx + row.mobileTx + row.wifiRx + row.wifiTx;

/** Sorts the largest first. */
export const byBytes = (a: RadioBytes, b: RadioBytes): number => sumOf(b) - sumOf(a);
