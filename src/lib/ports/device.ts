import type { Result } from '../base/result.ts';
import type { Bytes, EpochMs, Milliseconds } from '../base/units.ts';
import type { Connection } from '../model/connection.ts';
import type { ShellFailure } from '../model/failure.ts';
import type { Rung } from '../model/ladder.ts';
import type { ProbeId, Reading, ProbeValues } from '../model/reading.ts';
import type { WatchCost } from '../model/watch.ts';

/** One round of a watch: sockets, then every kind of counters side by side. */
export interface WatchRound {
	readonly at: EpochMs;
	readonly sockets: Reading<ProbeValues['sockets']>;
	readonly usage: Reading<ProbeValues['usage']>;
	readonly interfaces: Reading<ProbeValues['interfaces']>;
	readonly protocols: Reading<ProbeValues['protocols']>;
	/** Not of every round: to list the rules costs more than all else, and needs root. */
	readonly firewall?: Reading<ProbeValues['firewall']> | undefined;
	readonly cost: WatchCost;
}

/** An interface that tcpdump can capture on, as `tcpdump -D` lists it. */
export interface CaptureInterface {
	readonly name: string;
	/** What -D says in brackets: Up, Running, Loopback, Wireless ... */
	readonly flags: readonly string[];
}

export interface CaptureOptions {
	readonly interface: string;
	/** A BPF filter expression; empty for none. It is one argument, never a shell line. */
	readonly filter: string;
}

export type CaptureFailure =
	| ShellFailure
	| { readonly kind: 'needs-root' }
	| { readonly kind: 'no-tcpdump' }
	/** tcpdump refused before the start; `message` is its own. */
	| { readonly kind: 'refused-by-tcpdump'; readonly message: string }
	| { readonly kind: 'already-running' };

/** How far a bug report is. */
export type BugReportProgress =
	/** The phone makes it; `total` undefined where it does not say how far it is (before Android 7.1). */
	| { readonly stage: 'making'; readonly done: number; readonly total: number | undefined }
	/** It comes over the cable, in bytes. */
	| { readonly stage: 'fetching'; readonly done: Bytes; readonly total: Bytes | undefined };

/** A bug report as a file: a zip from Android 7 on, a text before. */
export interface BugReport {
	readonly name: string;
	readonly content: Blob;
}

/**
 * What the device thread can be asked. The page only picks the phone (`requestDevice` needs a click); this side
 * finds it again by its serial and owns it. Both sides import this file and nothing of each other.
 */
export interface Device {
	/** Called at once with the present state and then with every change. */
	onConnection(report: (connection: Connection) => void): Promise<void>;
	/** Serials of the phones this site was allowed to use and that are plugged in now. */
	known(): Promise<readonly string[]>;
	connect(serial: string): Promise<void>;
	/** Ends a connection attempt, or the connection. Stops a capture first, losing nothing. */
	disconnect(): Promise<void>;
	/**
	 * `adb root`, where the phone's build allows it (`ro.debuggable`): its ADB restarts as root and is connected
	 * again. Refused with the phone's own words on other builds. Stops a capture first.
	 */
	restartAsRoot(): Promise<Result<void, ShellFailure>>;
	ladder(): Promise<readonly Rung[]>;
	/**
	 * `rootAllowed`: a person allowed root on this phone; without, what needs it is denied and says so. So it is after
	 * the phone refused, until `obtainRoot` asks again: nobody is asked over and over.
	 */
	read<Id extends ProbeId>(probe: Id, rootAllowed: boolean): Promise<Reading<ProbeValues[Id]>>;
	/** Asks the phone for root, where its `su` may ask its person; whether it is there. */
	obtainRoot(): Promise<boolean>;
	/** Samples until `unwatch`. A slow phone is asked less often; rounds never pile up. */
	watch(
		every: Milliseconds,
		rootAllowed: boolean,
		report: (round: WatchRound) => void,
	): Promise<void>;
	unwatch(): Promise<void>;
	captureInterfaces(): Promise<Result<readonly CaptureInterface[], CaptureFailure>>;
	/** Asks tcpdump to compile the filter; the message is tcpdump's own. */
	checkFilter(options: CaptureOptions): Promise<Result<void, CaptureFailure>>;
	/** Starts tcpdump; what it writes goes to `sink` as `CaptureMessage`s, buffers transferred. */
	startCapture(options: CaptureOptions, sink: MessagePort): Promise<Result<void, CaptureFailure>>;
	/**
	 * Lets the phone make a bug report (minutes; its person sees a notification) and fetches it. The phone keeps it
	 * among its own, as it does after `adb bugreport`.
	 */
	bugReport(
		report: (progress: BugReportProgress) => void,
	): Promise<Result<BugReport, ShellFailure>>;
	/** Nobody wants the bug report any more: whoever waits gets `cancelled`. The phone may still finish it. */
	cancelBugReport(): Promise<void>;
	/** Stops tcpdump so that it writes out everything it has, and sends `end`. */
	stopCapture(): Promise<void>;
}
