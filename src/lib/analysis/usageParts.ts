import type { TagTraffic, UidSplit } from '../model/appUsage.ts';
import type { Traffic, UidUsage, UsageParts } from '../model/counters.ts';
import type { Uid } from '../model/uid.ts';
import { addTraffic, bytesOf, NO_TRAFFIC } from './usage.ts';

/** The system's own tags of sockets (AOSP `TrafficStats.java`, `TrafficStatsConstants.java`, DnsResolver). */
export const TAG_DNS = 0xff_ff_ff_82;
const TAGS: readonly (readonly [from: number, to: number, words: string])[] = [
	[TAG_DNS, TAG_DNS, 'DNS lookups'],
	[0xff_ff_ff_01, 0xff_ff_ff_01, 'DownloadManager'],
	[0xff_ff_ff_02, 0xff_ff_ff_02, 'Media player of the system'],
	[0xff_ff_ff_03, 0xff_ff_ff_03, 'Backup'],
	[0xff_ff_ff_04, 0xff_ff_ff_04, 'Restoring a backup'],
	[0xff_ff_ff_05, 0xff_ff_ff_05, 'Download of the app itself, by a store'],
	[0xff_ff_ff_41, 0xff_ff_ff_41, 'Time (NTP)'],
	[0xff_ff_ff_42, 0xff_ff_ff_42, 'Check whether a network works'],
	[0xff_ff_ff_44, 0xff_ff_ff_44, 'Help for satellite positioning'],
	[0xff_ff_ff_81, 0xff_ff_ff_81, 'Check whether a network works'],
	[0xff_ff_fe_01, 0xff_ff_fe_01, 'DHCP'],
	[0xff_ff_fe_03, 0xff_ff_fe_03, 'DHCP for tethered devices'],
	[0xff_ff_fd_00, 0xff_ff_fe_ff, 'Network stack'],
	[0xff_ff_ff_00, 0xff_ff_ff_ff, 'Android system'],
];
/** Tags and interfaces of one app that are told. */
const MAX_PARTS = 32;

/** What a tag says of its socket. Apps choose their own as they like. */
export function tagWords(tag: number): string {
	const known = TAGS.find(([from, to]) => tag >= from && tag <= to);
	const hex = `0x${tag.toString(16)}`;
	return known === undefined ? `The app's own tag ${hex}` : `${known[2]} (${hex})`;
}

interface Split {
	background: Traffic;
	foreground: Traffic;
	readonly tags: Map<number, Traffic>;
	readonly interfaces: Map<string, Traffic>;
}

/** Each uid's traffic by the app's state, by tag and by interface; empty where the kernel keeps no parts. */
export function splitsOf(usage: UidUsage | undefined): ReadonlyMap<Uid, UidSplit> {
	const parts = usage?.parts;
	if (parts === undefined) return new Map();
	const splits = new Map<Uid, Split>();
	for (const row of parts.rows) {
		const split = splits.get(row.uid) ?? emptySplit();
		splits.set(row.uid, split);
		// Rows without tag hold all, those with one a part of it once more.
		if (row.tag !== 0) addTo(split.tags, row.tag, row);
		else {
			split[row.set] = addTraffic(split[row.set], row);
			addTo(split.interfaces, row.interface, row);
		}
	}
	return new Map([...splits].map(([of, split]) => [of, told(split, parts.since)]));
}

const emptySplit = (): Split => ({
	...{ background: NO_TRAFFIC, foreground: NO_TRAFFIC },
	...{ tags: new Map(), interfaces: new Map() },
});

function addTo<K>(sums: Map<K, Traffic>, key: K, traffic: Traffic): void {
	sums.set(key, addTraffic(sums.get(key) ?? NO_TRAFFIC, traffic));
}

function told(split: Split, since: UsageParts['since']): UidSplit {
	const tags: readonly TagTraffic[] = largest(split.tags).map(([tag, traffic]) => ({
		...{ tag, words: tagWords(tag), traffic },
	}));
	return {
		...{ since, background: split.background, foreground: split.foreground, tags },
		interfaces: largest(split.interfaces).map(([name, traffic]) => ({ name, traffic })),
		dns: split.tags.get(TAG_DNS),
	};
}

const largest = <K>(sums: ReadonlyMap<K, Traffic>): readonly (readonly [K, Traffic])[] =>
	[...sums].sort(([, a], [, b]) => bytesOf(b) - bytesOf(a)).slice(0, MAX_PARTS);
