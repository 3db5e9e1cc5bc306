import type { Uid } from './uid.ts';

/** A package and the uid its processes run under; several packages may share one uid. */
export interface Package {
	readonly name: string;
	readonly uid: Uid;
	/** The name of the uid that it shares with others (`android:sharedUserId`), where the phone says it. */
	readonly sharedUser?: string | undefined;
}

/** Everything that runs under one uid, under the name a person knows it by. */
export interface App {
	readonly uid: Uid;
	/** Package name; for a system uid its AID name in words; for an unknown one "uid 10123". */
	readonly name: string;
	readonly kind: 'app' | 'system' | 'unowned' | 'isolated' | 'unknown';
	readonly packages: readonly string[];
	/** What this uid stands for, where its name alone misleads (0, 1000, 1051 ...). */
	readonly note: string | undefined;
}
