import type { Brand } from '../base/brand.ts';

/**
 * An Android uid: `userId * 100000 + appId` (AOSP `UserHandle.java`). 0 is root or "no owner known",
 * 10000-19999 in an appId are apps, below are the fixed system ids (`android_filesystem_config.h`).
 */
export type Uid = Brand<number, 'Uid'>;

export const uid = (value: number): Uid => value as Uid;

/** Which person on the phone (0 owner, 10+ further users and work profiles). */
export const userIdOf = (of: Uid): number => Math.floor(of / 100_000);

/** Which app, whoever uses it. */
export const appIdOf = (of: Uid): number => of % 100_000;

/** Uids of AOSP `TrafficStats` and `NetworkStats` that no process has. */
export const UID_ALL: Uid = uid(-1);
/** What apps had carried that are removed by now. */
export const UID_REMOVED: Uid = uid(-4);
/** What this phone forwarded for others. */
export const UID_TETHERING: Uid = uid(-5);
