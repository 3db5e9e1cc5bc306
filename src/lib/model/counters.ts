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

/** Which kernel bookkeeping a counter came from. */
export type CounterSource = 'bpf' | 'qtaguid';

/** What the phone said of its uids at one moment. */
export interface UidUsage {
	readonly source: CounterSource;
	/** One row per uid, ascending. */
	readonly rows: readonly UidCounters[];
	/** Something in the dump that makes rows doubtful (entries deleted while dumping ...), in words. */
	readonly doubts: readonly string[];
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
