import type { Bytes } from '../base/units.ts';
import type { Uid } from './uid.ts';

/** What Android's own data rules say: `dumpsys netpolicy` (AOSP `NetworkPolicyManagerService.java`). */
export interface NetPolicy {
	/** Data saver: apps in the background keep off metered networks. */
	readonly dataSaver: boolean | undefined;
	/** Battery saver (Android 6 on). */
	readonly batterySaver: boolean | undefined;
	/** Doze: the phone lies still with its screen off (Android 6 on). */
	readonly doze: boolean | undefined;
	/** Only apps with a permission for it reach the network (12 on). */
	readonly restrictedMode: boolean | undefined;
	/** Android 13 on, mostly TVs. */
	readonly lowPowerStandby: boolean | undefined;
	readonly meteredInterfaces: readonly string[];
	readonly plans: readonly DataPlan[];
	/** What a person or the phone's owner set for an app; apps without anything are left out. */
	readonly uidPolicies: readonly UidPolicy[];
	readonly uidStates: readonly UidNetState[];
}

/** The limit and the warning that were set for a network. */
export interface DataPlan {
	/** `MOBILE`, `WIFI` ...: the kind of network that it is for. */
	readonly network: string;
	/** Undefined where none is set. */
	readonly warning: Bytes | undefined;
	readonly limit: Bytes | undefined;
	readonly metered: boolean | undefined;
	/** Android set it, not a person. */
	readonly inferred: boolean;
}

export interface UidPolicy {
	readonly uid: Uid;
	/** `REJECT_METERED_BACKGROUND`, `ALLOW_METERED_BACKGROUND`; LineageOS adds `REJECT_ALL`, `REJECT_WIFI` ... */
	readonly policies: readonly string[];
}

/** How Android treats a uid at this moment; it changes with every app that comes to the front. */
export interface UidNetState {
	readonly uid: Uid;
	/** `fg`, `fg svc`, `bg` (up to 11) or a process state (`TOP`, `CEM`); undefined where none is known. */
	readonly state: string | undefined;
	/** Up to Android 11: `REJECT_METERED`, `REJECT_ALL`, `ALLOW_METERED` ... */
	readonly rules: readonly string[];
	/** Android 12 on, what counts of all reasons after the exceptions: `DOZE`, `METERED_USER_RESTRICTED` ... */
	readonly blocked: readonly string[];
}
