import type { EpochMs } from '../base/units.ts';
import type { ProtocolFile, SoftnetCpu, UnreadFile } from './protocols.ts';

/** What a counter tells of: how much, how well, what got lost, where it was tight, who could not be reached or knocked. */
export const counterTopics = ['traffic', 'success', 'loss', 'pressure', 'reach', 'other'] as const;

export type CounterTopic = (typeof counterTopics)[number];

/** Whether it is bad news when a counter grows. */
export type Growth = 'good' | 'neutral' | 'bad' | 'depends';

export interface CounterMeaning {
	readonly topic: CounterTopic;
	readonly growth: Growth;
	/** In a few words. */
	readonly words: string;
}

/** One counter with all that a snapshot says of it. */
export interface CounterSeen {
	readonly id: string;
	readonly group: string;
	readonly file: ProtocolFile;
	/** Undefined for a counter that only a newer or a maker's own kernel has. */
	readonly meaning: CounterMeaning | undefined;
	/** How much there is now, or a setting: it may fall, and a rate says nothing. */
	readonly gauge: boolean;
	/** Since boot, for what only grows. */
	readonly value: number;
	/** By how much it differs from when the watch began; undefined where nothing was watched. */
	readonly change: number | undefined;
	/**
	 * How much per second, one value per gap between samples, the latest last; of a gauge its values. Empty where it
	 * never changed.
	 */
	readonly course: readonly number[];
}

/** A part of a whole, by which a number can be judged. */
export interface CounterShare {
	readonly title: string;
	/** What the part and the whole are. */
	readonly words: string;
	/** Undefined where nothing was watched, or the whole did not grow. */
	readonly sinceStart: number | undefined;
	readonly sinceBoot: number | undefined;
}

/** Counters over time that belong together; `at[i]` is when the gap that `values[i]` speaks of ended. */
export interface CounterChart {
	readonly title: string;
	readonly at: readonly EpochMs[];
	readonly series: readonly { readonly label: string; readonly values: readonly number[] }[];
}

export interface ProtocolsSeen {
	readonly counters: readonly CounterSeen[];
	readonly softnet: readonly SoftnetCpu[];
	readonly unread: readonly UnreadFile[];
	readonly shares: readonly CounterShare[];
	readonly charts: readonly CounterChart[];
	/** When the first sample of the watch was taken. */
	readonly since: EpochMs | undefined;
}
