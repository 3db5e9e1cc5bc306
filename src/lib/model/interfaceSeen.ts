import type { EpochMs } from '../base/units.ts';
import type { InterfaceCounters } from './counters.ts';

/** How the bytes of a kind of interface stand to the bytes that leave and enter the phone. */
export type Counts =
	/** They are those bytes. */
	| 'once'
	/** The same bytes stand in another interface's counters as well. */
	| 'again'
	/** They never leave the phone. */
	| 'inside';

/** What an interface is, by its name and its type of link. */
export interface InterfaceKind {
	readonly title: string;
	readonly words: string;
	readonly counts: Counts;
}

/** One interface with all that a snapshot says of it. */
export interface InterfaceSeen {
	readonly name: string;
	readonly kind: InterfaceKind;
	/** Since the interface was made: at boot as a rule, later where it came and went. */
	readonly total: InterfaceCounters;
	/** What was added since the watch began; undefined where nothing was watched. */
	readonly sinceStart: InterfaceCounters | undefined;
	/** Whether any counter ever moved. */
	readonly counted: boolean;
	/** How often it was made anew during the watch, which began its counters at zero. */
	readonly madeAnew: number;
	/** Bytes per second, one value per moment of `InterfacesSeen.at`. Empty where nothing was watched. */
	readonly rxRate: readonly number[];
	readonly txRate: readonly number[];
	/** Why its bytes count twice, what its numbers lack; in words. */
	readonly notes: readonly string[];
}

export interface InterfacesSeen {
	readonly rows: readonly InterfaceSeen[];
	/** When each gap between two samples ended. */
	readonly at: readonly EpochMs[];
	/** When the first sample of the watch was taken. */
	readonly since: EpochMs | undefined;
}
