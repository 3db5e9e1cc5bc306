import type { App } from '../model/app.ts';

/** What a uid stands for where its name alone misleads (docs of AOSP netd, DnsResolver, `UserHandle`). */
const NOTES: ReadonlyMap<number, string> = new Map([
	[
		0,
		'Root, and also whatever has no owner: answers to packets that no socket wanted, closing connections, and up to Android 8.1 the DNS questions of every app.',
	],
	[
		1000,
		'system_server, Settings and apps that the maker runs as the system. The Data usage screen counts every uid below 10000 here, as "Android OS".',
	],
	[1013, 'Fetches media on behalf of apps that use the system player.'],
	[
		1051,
		'The resolver. Private DNS (encrypted) of all apps counts here; plain DNS of all apps on Android 9 and 10. From 11 an app pays for its own plain DNS.',
	],
	[1052, 'DNS questions of devices that use this phone as a hotspot.'],
	[1061, 'Downloads of system updates.'],
	[
		1073,
		'DHCP, neighbour discovery and the checks whether a network reaches the internet (Android 10 on).',
	],
	[2000, "Commands over USB debugging, Porthole's own among them."],
	[9999, 'A process without rights; up to Android 8 the DNS server for tethered devices.'],
	[65_534, 'The kernel could not name the owner: a packet without a socket.'],
]);

interface Described {
	readonly appId: number;
	readonly user: number;
	readonly kind: App['kind'];
	/** How many packages run under the uid. */
	readonly packages: number;
}

/** The sentences that belong beside an app's name; undefined where the name says it all. */
export function appNote(app: Described): string | undefined {
	const sentences = [NOTES.get(app.appId), byKind(app), byUser(app.user)];
	const note = sentences.filter((sentence) => sentence !== undefined).join(' ');
	return note === '' ? undefined : note;
}

function byKind({ kind, appId, packages }: Described): string | undefined {
	if (kind === 'isolated') {
		return 'A process that Android locked away, such as a web page of a browser; it works for an app that this number does not tell.';
	}
	if (appId >= 20_000 && appId < 30_000) {
		return 'Advertising code of this app, in a process of its own (Android 13 on).';
	}
	if (kind === 'unknown') {
		return 'No package with this uid is known: the package list is missing, or the app was removed.';
	}
	return kind === 'app' && packages > 1
		? 'These packages share one uid; nobody can tell their traffic apart.'
		: undefined;
}

function byUser(user: number): string | undefined {
	if (user === 0) return undefined;
	return `Belongs to user ${user} of the phone: a work profile, a second copy of apps, or another person.`;
}
