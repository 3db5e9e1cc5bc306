import type { Bytes, EpochMs } from '../base/units.ts';
import type { Stop } from '../model/capture.ts';
import type { Endpoint } from '../model/endpoint.ts';
import type {
	BothWays,
	ClearCredentials,
	DnsMessage,
	Flow,
	FlowName,
	FlowTcp,
	HttpExchange,
	PacketNote,
	PacketStop,
	TlsHandshake,
} from '../model/flow.ts';
import type { ServiceName } from '../model/service.ts';

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
	/** The same, exactly: nanoseconds after the epoch of the capture. */
	readonly firstNanos: number | undefined;
	readonly lastNanos: number | undefined;
	readonly flows: number;
	readonly dns: number;
	readonly tls: number;
	readonly http: number;
	/** Names that the capture itself gives addresses. */
	readonly hosts: number;
	/** Packets that `packet` can tell of; those behind the limit are only counted. */
	readonly indexed: number;
	/** Packets in which a layer could not be read to its end. */
	readonly stopped: number;
	/** Places of damage that were passed over. */
	readonly damages: number;
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
	/** The same, exactly: nanoseconds after the epoch of the capture. */
	readonly firstNanos: number;
	readonly lastNanos: number;
	readonly tcp: FlowTcp | undefined;
	/** What the flow itself calls its far end, in order of appearance. */
	readonly names: readonly FlowName[];
	readonly payload: BothWays;
	/** Recognised by what was said. */
	readonly service: ServiceName | undefined;
	/** Where the capture itself knows it. */
	readonly uid: number | undefined;
	/** Number of an interface of `interfaces()`, from 1. */
	readonly nic: number | undefined;
	readonly offset: Bytes;
	readonly outer: number | undefined;
	readonly carrier: boolean;
	readonly icmp: Flow['icmp'];
	readonly credentials: readonly ClearCredentials[];
	/** Index of its handshake. */
	readonly tls: number | undefined;
}

/** A packet as the core keeps it. */
export interface RawPacket {
	/** Nanoseconds after the epoch of the capture. */
	readonly nanos: number;
	readonly at: EpochMs;
	readonly offset: Bytes;
	readonly length: Bytes;
	/** The innermost flow it was counted in. */
	readonly flow: number | undefined;
	readonly way: 0 | 1;
	readonly notes: readonly PacketNote[];
	readonly stop: PacketStop | undefined;
}

/** An interface that packets came by. */
export interface CaptureInterface {
	readonly kind: 'pcapng' | 'ifindex';
	/** ifindex of the kernel, or number inside the section. */
	readonly id: number;
	readonly section: number;
	readonly name: string | undefined;
	readonly linkType: number;
	/** By the interface's own statistics, where the capture holds them. */
	readonly received: number | undefined;
	readonly dropped: number | undefined;
}

/** What the capture file tells besides packets. */
export interface CaptureNotes {
	readonly interfaces: readonly CaptureInterface[];
	readonly uids: readonly {
		readonly uid: number;
		readonly package: string | undefined;
		readonly label: string | undefined;
	}[];
	readonly hosts: readonly { readonly address: string; readonly name: string }[];
	/** Decryption secrets: where they stand in the file. */
	readonly secrets: readonly {
		readonly type: number;
		readonly offset: Bytes;
		readonly length: Bytes;
	}[];
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
	/** layout SERVICE_*, told by content; 0: not told. */
	readonly service: Uint8Array;
	/** Milliseconds from SYN to the end of the handshake, else smoothed; NaN: not known. */
	readonly rtt: Float64Array;
	/** Segments sent again, of every kind and in both directions; NaN: not TCP. */
	readonly retransmissions: Float64Array;
}

/** One capture on its way through the core. Chunks may be cut anywhere; the cuts change nothing. */
export interface CaptureReader {
	push(chunk: Uint8Array): void;
	/** Room for the next bytes in the core's own memory, valid until the next call: what is written there is not copied. */
	room(): Uint8Array<ArrayBuffer>;
	/** The first `length` bytes of `room` were written. */
	took(length: number): void;
	/** Says that no more will come: an unfinished record now counts as cut. */
	end(): void;
	status(): ReaderStatus;
	flow(id: number): RawFlow;
	columns(): FlowColumns;
	/** DNS messages in order of arrival; `index` below `status().dns`. */
	dns(index: number): DnsMessage;
	/** When DNS message, handshake or request `index` came: nanoseconds after the epoch of the capture. */
	nanosOf(of: 'dns' | 'tls' | 'http', index: number): number;
	/** Handshakes in order of appearance; `index` below `status().tls`. */
	tls(index: number): TlsHandshake;
	/** Requests in order of appearance; `index` below `status().http`. */
	http(index: number): HttpExchange;
	/** Packets in the order of the file; `index` below `status().indexed`. */
	packet(index: number): RawPacket;
	/** Indices of the packets of a flow, at most `count` from the `from`-th of them on. */
	packetsOf(flow: number, from: number, count: number): readonly number[];
	/** How many packets of a flow `packet` can tell of. */
	countPackets(flow: number): number;
	notes(): CaptureNotes;
	/** A name that the file gives an address; `index` below `status().hosts`. */
	host(index: number): CaptureNotes['hosts'][number];
	/** Exact time of `nanos` 0: whole seconds since 1970, and nanoseconds. */
	epoch(): readonly [seconds: number, nanos: number];
	/** Bytes of memory the core has taken so far. */
	memory(): Bytes;
	/** Nothing may be asked or pushed any more: the memory serves another reader. */
	close(): void;
}

/** How a capture is to be read. */
export interface ReadingWay {
	/** Go on behind damage, where a packet can begin again. */
	readonly readOn: boolean;
}

/** Makes readers out of the compiled core; every reader has a memory of its own. */
export type OpenReader = (module: WebAssembly.Module, way: ReadingWay) => CaptureReader;
