import type { EpochMs } from '../base/units.ts';
import type { Endpoint } from './endpoint.ts';
import type { Uid } from './uid.ts';

/** Kernel `include/net/tcp_states.h`; UDP rows use `established` (connected) and `close` (unconnected). */
export type SocketState =
	| 'established'
	| 'syn-sent'
	| 'syn-recv'
	| 'fin-wait-1'
	| 'fin-wait-2'
	| 'time-wait'
	| 'close'
	| 'close-wait'
	| 'last-ack'
	| 'listen'
	| 'closing'
	| 'new-syn-recv';

/** One row of /proc/net/{tcp,tcp6,udp,udp6}. */
export interface Socket {
	readonly protocol: 'tcp' | 'udp';
	/** The table it stood in; an IPv4 conversation of a Java app stands in the IPv6 one, v4-mapped. */
	readonly table: 'tcp' | 'tcp6' | 'udp' | 'udp6';
	readonly local: Endpoint;
	readonly remote: Endpoint;
	readonly state: SocketState;
	/** Undefined where the kernel no longer knows (TIME_WAIT, orphaned: printed as uid 0 with inode 0). */
	readonly uid: Uid | undefined;
	readonly inode: number;
	/** Bytes waiting to be acknowledged, and to be read by the app. */
	readonly txQueue: number;
	readonly rxQueue: number;
	/** Datagrams the kernel dropped for want of room (UDP only). */
	readonly drops: number | undefined;
}

/** A socket as seen over a watch: the same protocol, ends and owner, from when to when. */
export interface SocketSighting {
	readonly socket: Socket;
	readonly firstSeen: EpochMs;
	readonly lastSeen: EpochMs;
}
