import type { Bytes, Milliseconds } from '../base/units.ts';
import type { Uid } from './uid.ts';

/**
 * What the battery's bookkeeping says of the radios since the last full charge (AOSP `BatteryStats`): counted only
 * while the phone ran on its battery.
 */
export interface RadioUse {
	/** How long it ran on the battery; undefined where the dump does not say. */
	readonly onBattery: Milliseconds | undefined;
	readonly total: RadioBytes;
	/** How long the way to the mobile network stood open. */
	readonly mobileActive: Milliseconds | undefined;
	/** Apps that used a radio, the largest first. */
	readonly uids: readonly UidRadioUse[];
	readonly modem: RadioTimes | undefined;
	readonly wifi: RadioTimes | undefined;
	readonly bluetooth: RadioTimes | undefined;
	/** Bytes are rounded as the text gives them: `1.21MB`. */
	readonly rounded: boolean;
}

export interface RadioBytes {
	readonly mobileRx: Bytes;
	readonly mobileTx: Bytes;
	readonly wifiRx: Bytes;
	readonly wifiTx: Bytes;
}

export interface UidRadioUse extends RadioBytes {
	readonly uid: Uid;
	/** How long this app kept the mobile radio awake. */
	readonly mobileActive: Milliseconds;
}

/** What a radio's own controller reports of its day. */
export interface RadioTimes {
	readonly idle: Milliseconds;
	readonly rx: Milliseconds;
	/** By power level, the weakest first. */
	readonly tx: readonly Milliseconds[];
	/** mAh, by the maker's power profile. */
	readonly energy: number;
}
