import type { Bytes, Milliseconds } from '../base/units.ts';
import type { Endpoint } from './endpoint.ts';

/** The phone as a router for others (AOSP `packages/modules/Connectivity/Tethering`, before 11 in ConnectivityService). */
export interface Tethering {
	readonly downstreams: readonly TetherInterface[];
	/** Somebody shares the connection now. */
	readonly upstreamWanted: boolean | undefined;
	/** Interfaces that carry the clients' traffic on. */
	readonly upstreams: readonly string[];
	/** What the dump says of forwarding in hardware, line by line. */
	readonly hardware: readonly string[];
	/** Whether packets may be forwarded by eBPF, past the firewall's tables (Android 12 on). */
	readonly bpf: boolean | undefined;
	/** What was forwarded by eBPF or hardware, by upstream interface: charged to uid -5. */
	readonly forwarded: readonly ForwardedBytes[];
	/** IPv4 connections of clients that eBPF forwards now, from inside to outside. */
	readonly flows: readonly TetherFlow[];
	readonly clients: readonly TetherClient[];
}

/** An interface that serves clients, or could. */
export interface TetherInterface {
	readonly name: string;
	readonly state: 'available' | 'tethered' | 'local' | 'unavailable' | 'other';
	/** `TetheringManager.TETHER_ERROR_*`, 0 for none. */
	readonly error: number;
}

export interface ForwardedBytes {
	readonly upstream: string;
	readonly rxBytes: Bytes;
	readonly txBytes: Bytes;
}

export interface TetherFlow {
	readonly protocol: 'tcp' | 'udp';
	readonly downstream: string;
	readonly upstream: string;
	readonly client: Endpoint;
	/** What the client's end is turned into. */
	readonly nat: Endpoint;
	readonly remote: Endpoint;
	/** Since its last packet. */
	readonly idle: Milliseconds | undefined;
}

export interface TetherClient {
	readonly address: string;
	readonly mac: string;
	/** Undefined where the dump names only a number. */
	readonly downstream: string | undefined;
}
