import type { MobileSignal } from '../model/telephony.ts';
import { fieldsOf } from './text.ts';

/** `CellInfo.UNAVAILABLE`, `Integer.MAX_VALUE`. */
const UNAVAILABLE = 2_147_483_647;

/** The part of each technology, and which number is the strength of its reference signal in dBm. */
const TECHNOLOGIES = [
	{ technology: 'NR', part: 'mNr=', dbm: 'ssRsrp' },
	{ technology: 'LTE', part: 'mLte=', dbm: 'rsrp' },
	{ technology: 'WCDMA', part: 'mWcdma=', dbm: 'rscp' },
	{ technology: 'TD-SCDMA', part: 'mTdscdma=', dbm: 'rscp' },
	{ technology: 'CDMA', part: 'mCdma=', dbm: 'cdmaDbm' },
	{ technology: 'GSM', part: 'mGsm=', dbm: 'rssi' },
] as const;

/** Places in the row of numbers that Android 4.2 to 9 write (AOSP `SignalStrength.toString`). */
const GSM_ASU = 0;
const CDMA_DBM = 2;
const LTE_RSRP = 8;

/** Reads a `SignalStrength`: objects by technology from Android 10 on, a row of numbers before. The strongest first. */
export function signalsOf(text: string): readonly MobileSignal[] {
	const found = text.includes('{') ? named(text) : ordered(fieldsOf(text).slice(1).map(Number));
	return [...found].sort((a, b) => b.dbm - a.dbm);
}

function named(text: string): readonly MobileSignal[] {
	return TECHNOLOGIES.flatMap(({ technology, part, dbm }) => {
		const start = text.indexOf(part);
		if (start < 0) return [];
		const end = text.indexOf(',m', start + part.length);
		const own = text.slice(start, end < 0 ? start + 999 : Math.min(end, start + 999));
		const strength = numberOf(own, dbm);
		// LTE's rsrp and NR's csiRsrp end alike: a blank stands before the name.
		if (strength === undefined) return [];
		return [
			{ technology, dbm: strength, level: numberOf(own, 'level') ?? numberOf(own, 'mLevel') },
		];
	});
}

/** `rsrp=-98` or `ssRsrp = -95`. */
function numberOf(text: string, name: string): number | undefined {
	const digits = new RegExp(`[\\s,{=:]${name} ?= ?(-?\\d{1,10})`).exec(text)?.[1];
	const value = Number(digits);
	return digits === undefined || value === UNAVAILABLE ? undefined : value;
}

function ordered(numbers: readonly number[]): readonly MobileSignal[] {
	const found: MobileSignal[] = [];
	const add = (technology: string, dbm: number | undefined) => {
		if (dbm !== undefined && dbm > -150 && dbm < -20) {
			found.push({ technology, dbm, level: undefined });
		}
	};
	const asu = numbers[GSM_ASU];
	// TS 27.007, 8.5: 0 to 31, in steps of 2 dB from -113 dBm.
	if (asu !== undefined && asu >= 0 && asu <= 31) add('GSM', -113 + 2 * asu);
	// -1 and -120 stand for nothing measured.
	add('CDMA', numbers[CDMA_DBM] === -120 ? undefined : numbers[CDMA_DBM]);
	add('LTE', numbers[LTE_RSRP]);
	return found;
}
