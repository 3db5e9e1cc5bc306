import type { AppLookup } from '#lib/analysis/apps.ts';
import type { Uid } from '#lib/model/uid.ts';

/** Names for the decoding thread, which sorts and filters flows by them. */
export const namesOf = (uids: readonly Uid[], apps: AppLookup): ReadonlyMap<number, string> =>
	new Map(uids.map((uid) => [uid, apps(uid).name]));
