import type { Bytes, EpochMs } from '../base/units.ts';
import type { App } from './app.ts';
import type { Traffic } from './counters.ts';

/** One app with everything the snapshot says of its traffic. */
export interface AppUsage {
	readonly app: App;
	/** The kernel's counters since the phone booted. */
	readonly sinceBoot: Traffic | undefined;
	/** The same since the watch began. */
	readonly sinceStart: Traffic | undefined;
	/** Bytes per second both ways, one value per gap between samples, the latest last. */
	readonly rate: readonly number[];
	/** Sockets open in the latest reading. */
	readonly sockets: number;
	/** Far ends of its flows in the capture, most bytes first. */
	readonly hosts: readonly HostTraffic[];
	/** Bytes of its flows in the capture. */
	readonly captured: Bytes;
	/** Its counters in parts; undefined where the kernel keeps none for it. */
	readonly split?: UidSplit | undefined;
	/** Whether the app is in front of the person now; undefined where the phone does not say. */
	readonly inForeground?: boolean | undefined;
	/** Of a VPN app: what it carried for others. */
	readonly vpn?: VpnShare | undefined;
}

/**
 * How the counters since boot of a VPN app divide, derived: Android charges it for every packet of the tunnel's outside,
 * and the apps for the same bytes inside.
 */
export interface VpnShare {
	/** The tunnel's interface. */
	readonly interface: string;
	/** What went through the tunnel: it stands in the other apps' rows as well. */
	readonly others: Traffic;
	/** The tunnel's headers and keep-alives, and what the app did for itself. */
	readonly rest: Traffic;
}

/** What one uid carried, in parts. Of eBPF only since Android last collected: shares, no totals. */
export interface UidSplit {
	readonly since: 'boot' | 'poll';
	readonly background: Traffic;
	readonly foreground: Traffic;
	/** Parts of the above, most bytes first. */
	readonly tags: readonly TagTraffic[];
	readonly interfaces: readonly { readonly name: string; readonly traffic: Traffic }[];
	/** Its own name lookups, where the release charges them to it. */
	readonly dns: Traffic | undefined;
}

/** What sockets of one tag carried. */
export interface TagTraffic {
	readonly tag: number;
	readonly words: string;
	readonly traffic: Traffic;
}

/** A far end and the bytes exchanged with it, both ways. */
export interface HostTraffic {
	/** Name where one is known, else the address. */
	readonly host: string;
	readonly bytes: Bytes;
}

/** Bytes per second of one app (or of all others together) over time. */
export interface RateSeries {
	/** Undefined: all apps without a series of their own. */
	readonly app: App | undefined;
	readonly values: readonly number[];
}

/** A timeline: `at[i]` is when the gap that `values[i]` speaks of ended. */
export interface Timeline {
	readonly at: readonly EpochMs[];
	readonly series: readonly RateSeries[];
}
