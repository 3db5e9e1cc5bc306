/** What the phone knows of mobile networks (AOSP `TelephonyRegistry`), without call numbers and cells. */
export interface Telephony {
	/** One a SIM slot. */
	readonly phones: readonly MobilePhone[];
}

export interface MobilePhone {
	/** 0 for the first slot. */
	readonly id: number;
	readonly voice: ServiceState | undefined;
	readonly data: ServiceState | undefined;
	readonly operator: string | undefined;
	/** LTE, NR, HSPA ... as the radio names it; undefined without any. */
	readonly technology: string | undefined;
	/** What the status bar may show instead: `NR_NSA` is 5G on a 4G core. */
	readonly shownAs: string | undefined;
	readonly roaming: boolean | undefined;
	/** Whether its owner lets it use mobile data; undefined before Android 8. */
	readonly dataAllowed: boolean | undefined;
	readonly connection: DataConnection | undefined;
	readonly activity: DataActivity | undefined;
	/** The strongest first. */
	readonly signals: readonly MobileSignal[];
}

/** `ServiceState.STATE_*`. */
export type ServiceState = 'in service' | 'out of service' | 'emergency only' | 'off';

/** `TelephonyManager.DATA_*`. */
export type DataConnection =
	'disconnected' | 'connecting' | 'connected' | 'suspended' | 'disconnecting' | 'handover';

/** `TelephonyManager.DATA_ACTIVITY_*`. */
export type DataActivity = 'none' | 'in' | 'out' | 'in and out' | 'dormant';

export interface MobileSignal {
	/** LTE, NR, WCDMA, GSM, CDMA. */
	readonly technology: string;
	/** What the radio measures of this technology's reference: RSRP for LTE and NR. */
	readonly dbm: number;
	/** Bars, 0 to 4; undefined before Android 10. */
	readonly level: number | undefined;
}
