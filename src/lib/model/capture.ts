import type { Bytes, EpochMs } from '../base/units.ts';
import type { DnsMessage, Flow } from './flow.ts';

/** Why reading a capture ended before its end: what is wrong, and where. */
export interface Stop {
	/** Bytes from the start of the file. */
	readonly offset: Bytes;
	readonly reason:
		| 'not-a-capture'
		| 'unsupported-format'
		| 'truncated'
		| 'malformed'
		| 'unsupported-link-type'
		| 'cancelled'
		| 'unreadable';
}

/** Where a capture came from and how it was taken. */
export type CaptureOrigin =
	| { readonly kind: 'file'; readonly name: string; readonly size: Bytes }
	| {
			readonly kind: 'tcpdump';
			readonly interface: string;
			readonly filter: string;
			readonly startedAt: EpochMs;
	  };

/** What tcpdump says of itself; undefined until it said so. */
export interface CaptureTool {
	/** Everything it wrote to stderr so far, at most 16 KiB, the newest kept. */
	readonly stderr: string;
	readonly captured: number | undefined;
	readonly receivedByFilter: number | undefined;
	readonly droppedByKernel: number | undefined;
	readonly ended: boolean;
	/** Why it ended, where that was not a person's Stop. */
	readonly fault: string | undefined;
}

/** What has been decoded so far. Sent several times a second while it grows. */
export interface CaptureSummary {
	readonly origin: CaptureOrigin;
	/** Bytes of the file read so far, and in all where known. */
	readonly read: Bytes;
	readonly format: 'pcap' | 'pcapng' | undefined;
	/** tcpdump.org link types seen, ascending. */
	readonly linkTypes: readonly number[];
	readonly packets: number;
	/** Original lengths added up: what was on the wire, not what was stored. */
	readonly bytes: Bytes;
	/** Packets of which less was stored than was on the wire. */
	readonly cut: number;
	/** Packets that belong to no flow because no IP header could be read in them. */
	readonly undecoded: number;
	readonly first: EpochMs | undefined;
	readonly last: EpochMs | undefined;
	readonly flows: number;
	/** Flows and names left out because a limit was reached. */
	readonly evicted: number;
	readonly dns: number;
	/** Packets in which a layer could not be read to its end; undefined: not told, as in older snapshots. */
	readonly stopped?: number | undefined;
	/** Places of damage that were passed over; undefined: not told. */
	readonly damages?: number | undefined;
	readonly stop: Stop | undefined;
	readonly complete: boolean;
	readonly tool: CaptureTool | undefined;
}

/** A capture inside a snapshot: its summary, its flows (the largest `flows.length` of `summary.flows`), its DNS. */
export interface Capture {
	readonly summary: CaptureSummary;
	/** By bytes, largest first, at most `MAX_SNAPSHOT_FLOWS`. */
	readonly flows: readonly Flow[];
	/** Oldest first, at most `MAX_SNAPSHOT_DNS`. */
	readonly dns: readonly DnsMessage[];
}

export const MAX_SNAPSHOT_FLOWS = 5000;
export const MAX_SNAPSHOT_DNS = 5000;
