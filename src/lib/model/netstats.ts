import type { EpochMs, Milliseconds } from '../base/units.ts';
import type { InterfaceTraffic, Traffic } from './counters.ts';
import type { Uid } from './uid.ts';

/** What kind of network Android booked traffic under (AOSP `ConnectivityManager.TYPE_*`). */
export type NetworkKind =
	'mobile' | 'wifi' | 'bluetooth' | 'ethernet' | 'vpn' | 'proxy' | 'all' | 'other';

/** A network as `dumpsys netstats` names it (AOSP `NetworkIdentity.java`); undefined where a release does not say. */
export interface NetworkIdent {
	readonly kind: NetworkKind;
	/** A Wi-Fi network's name or the first digits of a subscriber: hostile text, and private. */
	readonly name: string | undefined;
	readonly metered: boolean | undefined;
	readonly roaming: boolean | undefined;
}

/** Counter sets of the history; `all` where the two are not told apart. */
export type HistorySet = 'all' | 'background' | 'foreground';

/** What was booked from `start` on, for as long as a bucket of its series. */
export interface HistoryBucket extends Traffic {
	readonly start: EpochMs;
}

/** Which of Android's books a series stands in: device, device by xt_qtaguid or eBPF, uid, uid and tag. */
export type HistoryBook = 'dev' | 'xt' | 'uid' | 'tag';

/** The buckets of one network, uid, counter set and tag. */
export interface HistorySeries {
	readonly book: HistoryBook;
	/** One network, or several that were joined (a VPN and what carried it). */
	readonly networks: readonly NetworkIdent[];
	/** Of a uid, or of all (-1), of removed apps (-4), of tethering (-5). */
	readonly uid: Uid;
	readonly set: HistorySet;
	readonly tag: number;
	readonly bucket: Milliseconds;
	readonly buckets: readonly HistoryBucket[];
	/** Older buckets that the phone left out of its dump. */
	readonly omitted: number;
}

/** What Android wrote down of the traffic of past days. */
export interface UsageHistory {
	/** `--checkin` has no network names and no roaming. */
	readonly from: 'checkin' | 'text';
	readonly series: readonly HistorySeries[];
	readonly doubts: readonly string[];
}

/** An interface that carries a network now. */
export interface ActiveInterface {
	readonly interface: string;
	readonly networks: readonly NetworkIdent[];
}

/** How often Android collected its counters for one reason. */
export interface PollCount {
	readonly reason: string;
	readonly count: number;
}

/** What `dumpsys netstats` says besides counters per uid: what `TrafficStats` answers from. */
export interface NetstatsState {
	readonly active: readonly ActiveInterface[];
	/** Interfaces that were ever Wi-Fi or mobile since boot; undefined where the release does not list them. */
	readonly wifi: readonly string[] | undefined;
	readonly mobile: readonly string[] | undefined;
	/** Since boot; undefined where there is no eBPF. */
	readonly interfaces: readonly InterfaceTraffic[] | undefined;
	/** What the device carried, by network, in Android's own books. */
	readonly device: readonly HistorySeries[];
	/** Bytes that were counted and not yet written down, by book. */
	readonly pending: Readonly<Partial<Record<HistoryBook, number>>>;
	/** How long `TrafficStats` repeats an answer; undefined where the dump says nothing of it. */
	readonly cache: Milliseconds | undefined;
	readonly polls: readonly PollCount[];
	/** The latest collections, newest first, in the phone's words. */
	readonly recentPolls: readonly string[];
	/** Who else counts: hardware that forwards for tethered devices. */
	readonly providers: readonly string[];
}
