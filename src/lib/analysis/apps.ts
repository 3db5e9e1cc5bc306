import type { App, Package } from '../model/app.ts';
import {
	appIdOf,
	uid,
	UID_ALL,
	UID_REMOVED,
	UID_TETHERING,
	userIdOf,
	type Uid,
} from '../model/uid.ts';
import { aidOf } from './aids.ts';
import { appNote } from './appsNotes.ts';

/** Who runs under a uid. Answers for every number, known or not; the same one always with the same object. */
export type AppLookup = (uid: Uid) => App;

/** Where appIds lie (AOSP `android_filesystem_config.h`, `android.os.Process`, `UserHandle`). */
const RANGE = {
	app: [10_000, 19_999],
	sdkSandbox: [20_000, 29_999],
	isolated: [90_000, 99_999],
} as const;

/** The kernel's uid for a user that its namespace does not know. */
const OVERFLOW = 65_534;

/** Uids of Android's books that no process has. */
const BOOKED: ReadonlyMap<Uid, readonly [name: string, note: string]> = new Map([
	[UID_ALL, ['All apps together', 'What the whole device carried.']],
	[
		UID_REMOVED,
		['Removed apps', 'What apps had carried that are not on the phone any more, in one sum.'],
	],
	[
		UID_TETHERING,
		['Hotspot and tethering', 'What this phone forwarded for devices that use its connection.'],
	],
]);

const within = (id: number, [from, to]: readonly [number, number]): boolean =>
	id >= from && id <= to;

/** Names every uid by the packages that run under it, by Android's own table, or by its number. */
export function appsOf(packages: readonly Package[]): AppLookup {
	const names = namesByUid(packages);
	const known = new Map<Uid, App>();
	return (of) => {
		const app = known.get(of) ?? describe(of, names);
		known.set(of, app);
		return app;
	};
}

type Names = ReadonlyMap<Uid, readonly string[]>;

function namesByUid(packages: readonly Package[]): Names {
	const names = new Map<Uid, string[]>();
	for (const item of packages) {
		const group = names.get(item.uid);
		if (group === undefined) names.set(item.uid, [item.name]);
		else group.push(item.name);
	}
	for (const group of names.values()) group.sort(shortestFirst);
	return names;
}

/** Of packages that share a uid the one with the shortest name is the one people know. */
const shortestFirst = (a: string, b: string): number =>
	a.length - b.length || (a < b ? -1 : Number(a > b));

function describe(of: Uid, names: Names): App {
	const [booked, note] = BOOKED.get(of) ?? [];
	if (booked !== undefined) return { uid: of, name: booked, kind: 'system', packages: [], note };
	const appId = appIdOf(of);
	const sandboxOf = within(appId, RANGE.sdkSandbox) ? uid(of - 10_000) : undefined;
	const packages = names.get(sandboxOf ?? of) ?? [];
	const kind = kindOf(appId, packages);
	const user = userIdOf(of);
	const name = nameOf(sandboxOf ?? of, packages) + (sandboxOf === undefined ? '' : ', SDK sandbox');
	return {
		uid: of,
		name: user === 0 ? name : `${name} (user ${user})`,
		kind,
		packages,
		note: appNote({ appId, user, kind, packages: packages.length }),
	};
}

function kindOf(appId: number, packages: readonly string[]): App['kind'] {
	if (appId === 0 || appId === OVERFLOW) return 'unowned';
	if (aidOf(appId) !== undefined) return 'system';
	if (within(appId, RANGE.isolated)) return 'isolated';
	return packages.length > 0 ? 'app' : 'unknown';
}

function nameOf(of: Uid, packages: readonly string[]): string {
	const appId = appIdOf(of);
	if (appId === OVERFLOW) return 'No owner';
	const aid = aidOf(appId);
	if (aid !== undefined) return aid.words;
	if (within(appId, RANGE.isolated)) return `Isolated process ${appId}`;
	const [first, ...others] = packages;
	if (first === undefined) return `uid ${of}`;
	return others.length === 0 ? first : `${first} +${others.length}`;
}
