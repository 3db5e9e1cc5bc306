import type { Bytes } from '../base/units.ts';
import type { CaptureOrigin, CaptureSummary, CaptureTool } from '../model/capture.ts';
import type { DnsMessage, Flow, FlowPacket, HttpExchange, TlsHandshake } from '../model/flow.ts';
import type { SocketSighting } from '../model/socket.ts';

/** Which flows, in which order. Everything is data: it crosses a thread and stands in the address bar. */
export interface FlowQuery {
	/** Words that must all occur in a flow's addresses, ports, names, protocol, service, state or app; empty: all. */
	readonly text: string;
	readonly sort: FlowSort;
	readonly descending: boolean;
}

/** What a view of flows can be sorted by. */
export const flowSorts = [
	'first',
	'last',
	'app',
	'remote',
	'protocol',
	'rx',
	'tx',
	'bytes',
	'packets',
	'state',
	'service',
	'rtt',
	'retransmissions',
] as const;

export type FlowSort = (typeof flowSorts)[number];

/** A page of a view; `total` is the size of the whole view, which may have grown since the last page. */
export interface FlowPage {
	readonly total: number;
	readonly from: number;
	readonly rows: readonly Flow[];
}

/** Flows served by pages, whether they stand in a decoder's columns or came with a snapshot. */
export interface FlowTable {
	/** Rows `from` to `from + count` of the view that `query` describes. `count` is at most 1000. */
	page(query: FlowQuery, from: number, count: number): Promise<FlowPage>;
}

/** Packets of a flow; `total` is how many of them can be told of, which may be fewer than the flow counts. */
export interface PacketPage {
	readonly total: number;
	readonly from: number;
	readonly rows: readonly FlowPacket[];
}

/** What arrives on the port that carries a live capture, in order. Chunks are transferred, not copied. */
export type CaptureMessage =
	| { readonly kind: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer> }
	| { readonly kind: 'tool'; readonly tool: CaptureTool }
	| { readonly kind: 'end'; readonly tool: CaptureTool };

/** A capture that an earlier visit left on this computer: recorded, never saved. */
export interface LeftoverCapture {
	readonly id: string;
	readonly size: Bytes;
	/** Milliseconds since 1970. */
	readonly startedAt: number;
	readonly interface: string;
}

/**
 * What the decoding thread can be asked. Both sides import this file and nothing of each other. One capture at
 * a time: opening another forgets the one before. Failures are values in the summary (`stop`), never thrown.
 */
export interface Decoder extends FlowTable {
	/** Called with every new summary, at most fifteen times a second and once at the end. */
	onSummary(report: (summary: CaptureSummary) => void): Promise<void>;
	/** Reads a file by slices to its end or to the first damage. Resolves with the final summary. */
	openFile(file: Blob, name: string): Promise<CaptureSummary>;
	/** Decodes and keeps (on disk where the browser has one) what arrives on `port` until `end` or `finish`. */
	openLive(port: MessagePort, origin: CaptureOrigin): Promise<void>;
	/** Ends a live capture whose source is gone; everything received stays. */
	finish(fault: string | undefined): Promise<CaptureSummary>;
	/** Reads the open file anew, going on behind damage wherever a packet can begin again. */
	readOn(): Promise<CaptureSummary>;
	/** Stops reading a file; what was decoded stays. */
	cancel(): Promise<void>;
	/** Tells who owned which socket when, so that flows find their app. Replaces what was told before. */
	attribute(sightings: readonly SocketSighting[]): Promise<void>;
	/** Package or system name per uid, for sorting and filtering by app. */
	nameApps(names: ReadonlyMap<number, string>): Promise<void>;
	/** DNS messages, oldest first. */
	dns(from: number, count: number): Promise<readonly DnsMessage[]>;
	/** Packets of a flow in the order of the file. `count` is at most 1000. */
	packets(flow: number, from: number, count: number): Promise<PacketPage>;
	/** Requests of HTTP/1 in order of appearance. `count` is at most 1000. */
	http(from: number, count: number): Promise<readonly HttpExchange[]>;
	/** TLS, DTLS and QUIC handshakes in order of appearance. `count` is at most 1000. */
	tls(from: number, count: number): Promise<readonly TlsHandshake[]>;
	/** The largest `count` flows by bytes. */
	largest(count: number): Promise<readonly Flow[]>;
	/** The capture's own bytes, as recorded or opened; undefined when there is none. */
	bytes(): Promise<Blob | undefined>;
	/** Recordings left over from an earlier visit. */
	leftovers(): Promise<readonly LeftoverCapture[]>;
	openLeftover(id: string): Promise<CaptureSummary>;
	deleteLeftover(id: string): Promise<void>;
	/** Forgets the capture. */
	close(): Promise<void>;
}
