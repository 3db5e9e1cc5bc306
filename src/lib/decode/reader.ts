import type { Bytes, EpochMs } from '../base/units.ts';
import type { Stop } from '../model/capture.ts';
import type { Endpoint } from '../model/endpoint.ts';
import type { BothWays, DnsMessage, TcpState } from '../model/flow.ts';

/** How far a capture has been read, and what stood in it so far. */
export interface ReaderStatus {
	readonly read: Bytes;
	readonly format: 'pcap' | 'pcapng' | undefined;
	readonly linkTypes: readonly number[];
	readonly packets: number;
	/** Original lengths added up. */
	readonly bytes: Bytes;
	readonly cut: number;
	readonly undecoded: number;
	readonly first: EpochMs | undefined;
	readonly last: EpochMs | undefined;
	readonly flows: number;
	readonly dns: number;
	readonly evicted: number;
	readonly stop: Stop | undefined;
}

/** One flow as the core keeps it: what the packets alone say, without owner and without joined names. */
export interface RawFlow {
	readonly id: number;
	readonly protocol: number;
	readonly a: Endpoint;
	readonly b: Endpoint;
	/** Known where the link layer says who sent (cooked captures: outgoing or to us). */
	readonly phone: 'a' | 'b' | undefined;
	readonly packets: BothWays;
	readonly bytes: BothWays;
	readonly first: EpochMs;
	readonly last: EpochMs;
	readonly tcp: { readonly state: TcpState; readonly flags: BothWays } | undefined;
	/** Server name of the TLS ClientHello seen in this flow (RFC 6066 3). */
	readonly sni: string | undefined;
}

/** Numbers of all flows as columns, for sorting without making objects. Valid until the next `push`. */
export interface FlowColumns {
	readonly count: number;
	readonly protocol: Uint8Array;
	readonly aPort: Uint16Array;
	readonly bPort: Uint16Array;
	/** Bytes and packets from a to b, and back. */
	readonly bytesAb: Float64Array;
	readonly bytesBa: Float64Array;
	readonly packetsAb: Float64Array;
	readonly packetsBa: Float64Array;
	/** Epoch milliseconds. */
	readonly first: Float64Array;
	readonly last: Float64Array;
}

/** One capture on its way through the core. Chunks may be cut anywhere; the cuts change nothing. */
export interface CaptureReader {
	push(chunk: Uint8Array): void;
	/** Says that no more will come: an unfinished record now counts as cut. */
	end(): void;
	status(): ReaderStatus;
	flow(id: number): RawFlow;
	columns(): FlowColumns;
	/** DNS messages in order of arrival; `index` below `status().dns`. */
	dns(index: number): DnsMessage;
}

/** Makes readers out of the compiled core; every reader has a memory of its own. */
export type OpenReader = (module: WebAssembly.Module) => CaptureReader;
