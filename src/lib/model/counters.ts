import type { Bytes, EpochMs } from '../base/units.ts';
import type { Uid } from './uid.ts';

/** Bytes and packets both ways, seen from the phone: rx came in, tx went out. */
export interface Traffic {
	readonly rxBytes: Bytes;
	readonly rxPackets: number;
	readonly txBytes: Bytes;
	readonly txPackets: number;
}

/** The kernel's count for one uid since boot, over every interface (with eBPF also `lo`). */
export interface UidCounters extends Traffic {
	readonly uid: Uid;
}

/** Which kernel bookkeeping a counter came from; `uid_stat` counts TCP alone (Android 5 and before). */
export type CounterSource = 'bpf' | 'qtaguid' | 'uid_stat';

/** In which state its app was while a packet was counted: the kernel's counter set 0 or 1. */
export type CounterSet = 'background' | 'foreground';

/** What an interface carried of IP since boot, as eBPF counts it (`mIfaceStatsMap`). */
export interface InterfaceTraffic extends Traffic {
	readonly interface: string;
}

/** The finest rows that the kernel keeps: one uid, interface, tag and counter set. */
export interface UsagePart extends Traffic {
	readonly uid: Uid;
	readonly interface: string;
	readonly set: CounterSet;
	/** Which purpose an app or the system gave the socket (`TrafficStats.setThreadStatsTag`); 0: all, tagged or not. */
	readonly tag: number;
}

/** Counters in parts. Rows of tag 0 hold tagged traffic too. */
export interface UsageParts {
	/** Since boot (qtaguid), or since Android last collected them (eBPF empties its map then). */
	readonly since: 'boot' | 'poll';
	readonly rows: readonly UsagePart[];
}

/** What the phone said of its uids at one moment. */
export interface UidUsage {
	readonly source: CounterSource;
	/** One row per uid, ascending. */
	readonly rows: readonly UidCounters[];
	/** What `rows` leave out: traffic over `lo`, where it is counted apart (qtaguid). */
	readonly loopback?: readonly UidCounters[] | undefined;
	/** Something in the dump that makes rows doubtful (entries deleted while dumping ...), in words. */
	readonly doubts: readonly string[];
	readonly parts?: UsageParts | undefined;
	/** Uids whose app is in the foreground now (`mUidCounterSetMap`). */
	readonly foreground?: readonly Uid[] | undefined;
	readonly interfaces?: readonly InterfaceTraffic[] | undefined;
}

/** One sample of a watch. */
export interface UsageSample {
	readonly at: EpochMs;
	readonly rows: readonly UidCounters[];
}

/** One line of /proc/net/dev. Bytes since the interface came up; 32-bit kernels wrap at 2^32. */
export interface InterfaceCounters {
	readonly name: string;
	readonly rx: InterfaceReceive;
	readonly tx: InterfaceTransmit;
}

/** One sample of a watch: the interfaces that ever carried something or lost something. */
export interface InterfaceSample {
	readonly at: EpochMs;
	readonly rows: readonly InterfaceCounters[];
}

interface InterfaceDirection {
	readonly bytes: Bytes;
	readonly packets: number;
	readonly errs: number;
	readonly drop: number;
	readonly fifo: number;
	readonly compressed: number;
}

export interface InterfaceReceive extends InterfaceDirection {
	readonly frame: number;
	readonly multicast: number;
}

export interface InterfaceTransmit extends InterfaceDirection {
	readonly colls: number;
	readonly carrier: number;
}
