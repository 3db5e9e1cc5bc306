import type { EpochMs } from '../base/units.ts';
import type { Uid } from './uid.ts';

export type SelinuxMode = 'enforcing' | 'permissive' | 'disabled';

/** Who the phone is and who we are on it: `id` and `getprop`. */
export interface Phone {
	readonly model: string;
	readonly manufacturer: string;
	/** `ro.build.version.release`, as Android writes it: "14", "9", "4.4.2". */
	readonly androidRelease: string;
	/** API level, `ro.build.version.sdk`. */
	readonly sdk: number;
	/** `ro.build.type`: user, userdebug or eng. */
	readonly buildType: string;
	readonly securityPatch: string | undefined;
	readonly abi: string | undefined;
	readonly emulator: boolean;
	/** `ro.debuggable`=1: `adb root` is allowed. */
	readonly debuggable: boolean;
	/** The uid our commands run as without asking for more. */
	readonly uid: Uid;
	readonly groups: readonly number[];
	readonly selinuxContext: string | undefined;
	/** `getenforce`: Enforcing, Permissive or Disabled; readings of an earlier day do not have it. */
	readonly selinuxMode?: SelinuxMode | undefined;
	/**
	 * What the phone's clock said while it was asked, cut to the second by an old `date`; undefined where it would
	 * not say. The reading tells when that was by this computer's clock.
	 */
	readonly clock: EpochMs | undefined;
}

/** A person, a work profile or a vendor's second copy of apps on the phone. */
export interface PhoneUser {
	readonly id: number;
	/** As the person wrote it: hostile text, and private. */
	readonly name: string;
	/** `UserInfo.FLAG_*` (AOSP `core/java/android/content/pm/UserInfo.java`): 0x20 is a work profile. */
	readonly flags: number;
	readonly running: boolean;
}
