import type { Package } from '../model/app.ts';
import { appIdOf, userIdOf, type Uid } from '../model/uid.ts';
import { aidOf, formerAidsOf, releasesOf } from './aids.ts';

/** One thing that a uid's number says. */
export interface UidFact {
	readonly name: string;
	readonly value: string;
}

/** Where appIds lie (AOSP `android.os.Process`, `UserHandle.formatUid`): how `ps` writes them, and what they are. */
const RANGES: readonly (readonly [from: number, to: number, short: string, words: string])[] = [
	[
		10_000,
		19_999,
		'a',
		'an installed app; the number stays with updates, and is another one after a reinstall',
	],
	[
		20_000,
		29_999,
		'',
		'an SDK sandbox (Android 13 on): advertising code of the app with this number less 10000',
	],
	[30_000, 49_999, '', 'a group for files on external storage: no process runs under it'],
	[50_000, 59_999, '', 'a group that all users share of an app: no process runs under it'],
	[90_000, 98_999, 'ai', 'an isolated process, started from an app’s own template (Android 10 on)'],
	[99_000, 99_999, 'i', 'an isolated process, which may not use the network itself'],
];

/** A uid in words: whose it is, which app, what Android calls it and since when, with whom it is shared. */
export function uidFacts(of: Uid, packages: readonly Package[]): readonly UidFact[] {
	if (of < 0) return [{ name: 'Number', value: 'Android’s own for its books; no process has it' }];
	const [appId, user] = [appIdOf(of), userIdOf(of)];
	const shared = packages.find((one) => one.uid === of && one.sharedUser !== undefined);
	return [
		...(user === 0 ? [] : [{ name: 'User', value: userWords(user) }]),
		...kindFacts(appId, user),
		...(shared?.sharedUser === undefined ? [] : [{ name: 'Shared uid', value: shared.sharedUser }]),
	];
}

/** User numbers that makers give to what is no person (MIUI and OnePlus: 999). */
const userWords = (user: number): string =>
	user === 999
		? `${user}: a second copy of some apps`
		: `${user}: a work profile, a second copy of apps or another person`;

function kindFacts(appId: number, user: number): readonly UidFact[] {
	const aid = aidOf(appId);
	if (aid !== undefined) {
		const former = formerAidsOf(appId).map((old) => `${old.name} in ${releasesOf(old)}`);
		return [
			{ name: 'Android’s name', value: `${aid.name}, ${releasesOf(aid)}` },
			...(former.length === 0 ? [] : [{ name: 'Before that', value: former.join(', ') }]),
		];
	}
	const range = RANGES.find(([from, to]) => appId >= from && appId <= to);
	if (range === undefined) return [{ name: 'App id', value: String(appId) }];
	const [from, , short, words] = range;
	return [
		{ name: 'App id', value: `${appId}: ${words}` },
		...(short === '' ? [] : [{ name: 'In ps', value: `u${user}_${short}${appId - from}` }]),
	];
}
