import type { EpochMs } from '../base/units.ts';

/** The files of /proc/net with what the protocols of the phone counted, in the order they are asked for. */
export const protocolFiles = [
	'snmp',
	'netstat',
	'snmp6',
	'sockstat',
	'sockstat6',
	'softnet_stat',
	'xfrm_stat',
] as const;

export type ProtocolFile = (typeof protocolFiles)[number];

/** One number of the kernel, of the whole phone since boot, loopback included. */
export interface ProtocolCounter {
	/**
	 * As `nstat` (iproute2) calls it: the group's name and the counter's, `TcpRetransSegs`, `TcpExtTCPTimeouts`,
	 * `Ip6InReceives`. What nstat does not know: `TCP inuse` (sockstat), `softnet dropped`.
	 */
	readonly id: string;
	readonly value: number;
}

/** Counters that the kernel prints together. */
export interface CounterGroup {
	readonly file: ProtocolFile;
	/** The word before the colon, or the beginning that the names share: Tcp, TcpExt, Ip6, Xfrm, FRAG6 ... */
	readonly name: string;
	readonly counters: readonly ProtocolCounter[];
}

/** One line of softnet_stat (`net/core/net-procfs.c`): how one CPU took packets in. 32-bit numbers, which wrap. */
export interface SoftnetCpu {
	readonly cpu: number;
	readonly processed: number;
	/** The queue was full (`net.core.netdev_max_backlog`). */
	readonly dropped: number;
	/** Work was left when the time or the budget of one go was used up (`net.core.netdev_budget`). */
	readonly timeSqueeze: number;
}

/** A file that this phone lacks or refuses, or that could not be read. */
export interface UnreadFile {
	readonly file: ProtocolFile;
	/** The phone's own words, or what was expected of which line. */
	readonly why: string;
}

/** What all files told at one moment. */
export interface ProtocolCounters {
	readonly groups: readonly CounterGroup[];
	readonly softnet: readonly SoftnetCpu[];
	readonly unread: readonly UnreadFile[];
}

/** One sample of a watch: the first holds every counter, a later one those that differ from the sample before. */
export interface ProtocolSample {
	readonly at: EpochMs;
	readonly rows: readonly ProtocolCounter[];
}
