import type { Bytes, EpochMs, Milliseconds } from '../base/units.ts';
import type { InterfaceSample, UsageSample } from './counters.ts';
import type { ProtocolSample } from './protocols.ts';
import type { SocketSighting } from './socket.ts';

/** What watching costs the phone and the cable, so that the tool's own share can be told apart. */
export interface WatchCost {
	readonly rounds: number;
	/** Rounds left out because the one before had not ended. */
	readonly skipped: number;
	/** Time the phone spent answering, all rounds together. */
	readonly busy: Milliseconds;
	/** Text carried over the cable. */
	readonly received: Bytes;
}

/** What was seen while watching. */
export interface WatchLog {
	readonly startedAt: EpochMs;
	readonly endedAt: EpochMs | undefined;
	readonly every: Milliseconds;
	readonly cost: WatchCost;
	readonly usage: readonly UsageSample[];
	readonly sightings: readonly SocketSighting[];
	/** Undefined in files of an older copy, and in links. */
	readonly interfaces?: readonly InterfaceSample[] | undefined;
	readonly protocols?: readonly ProtocolSample[] | undefined;
}
