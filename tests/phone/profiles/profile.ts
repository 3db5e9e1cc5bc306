// What a phone profile says: the typed part. Beside it, in the profile's folder:
// props.txt (getprop's answer), settings.txt and dumpsys/<service>.txt.

export interface PhoneUser {
	readonly id: number;
	readonly name: string;
	/** UserInfo flags as `pm list users` prints them, hexadecimal. */
	readonly flags: string;
}

export interface PhonePackage {
	readonly name: string;
	/** The uid within a user; the uid of user N is N * 100000 + appId. */
	readonly appId: number;
	readonly path: string;
	readonly versionCode: number;
	/** Users that have it installed. */
	readonly users: readonly number[];
	readonly sharedUser?: string;
}

/** A process of the phone that really talks to a server. */
export interface PhoneApp {
	readonly uid: number;
	/** The file in apps/ that it runs. */
	readonly program: 'courier' | 'weather' | 'chat' | 'clock' | 'netd';
	/** Its name in /proc/<pid>/cmdline. */
	readonly process: string;
}

/** What the ADB daemon of this release can do. */
interface AdbAbilities {
	readonly version: number;
	/** Bytes. */
	readonly maxPayload: number;
	readonly features: readonly string[];
	/** The terminal of `shell:` without v2: cooked turns \n into \r\n. */
	readonly shellV1: 'raw' | 'cooked';
}

export interface PhoneProfile {
	readonly name: ProfileName;
	readonly serial: string;
	readonly model: string;
	readonly product: string;
	readonly device: string;
	/** Only a userdebug build obeys `adb root`. */
	readonly build: 'user' | 'userdebug';
	/** API level. */
	readonly sdk: number;
	readonly adb: AdbAbilities;
	/** Whether a Magisk-like su is installed. */
	readonly su: boolean;
	/** Where tcpdump lies, if this build has one. */
	readonly tcpdump?: string;
	/** The SELinux context of a root shell. */
	readonly rootContext: string;
	/**
	 * Whose uid a name lookup has: netd's own (1051) in Android 9 and 10, the asking app's since.
	 * The latter also tags its bytes (TAG_SYSTEM_DNS).
	 */
	readonly dnsOwner: 'netd' | 'app';
	/** Where the kernel's per-uid counters show. */
	readonly counters: 'bpf' | 'qtaguid';
	/** Uids that an always-on VPN forbids every network, while it is down. */
	readonly lockdown?: { readonly from: number; readonly to: number };
	/** Whether it shares its Wi-Fi over USB. */
	readonly tethers: boolean;
	readonly users: readonly PhoneUser[];
	readonly packages: readonly PhonePackage[];
	readonly apps: readonly PhoneApp[];
}

export const PROFILE_NAMES = ['pixel-14', 'rooted-13', 'old-9'] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];
