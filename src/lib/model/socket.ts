import type { EpochMs, Milliseconds } from '../base/units.ts';
import type { Endpoint } from './endpoint.ts';
import type { Uid } from './uid.ts';

/** Kernel `include/net/tcp_states.h`, in its order from 1; UDP rows use `established` (connected) and `close` (unconnected). */
export const socketStates = [
	'established',
	'syn-sent',
	'syn-recv',
	'fin-wait-1',
	'fin-wait-2',
	'time-wait',
	'close',
	'close-wait',
	'last-ack',
	'listen',
	'closing',
	'new-syn-recv',
] as const;

export type SocketState = (typeof socketStates)[number];

/** The kernel's tables of Internet sockets, `/proc/net/*`. */
export const socketTables = [
	'tcp',
	'tcp6',
	'udp',
	'udp6',
	'raw',
	'raw6',
	'icmp',
	'icmp6',
	'udplite',
	'udplite6',
] as const;

export type SocketTable = (typeof socketTables)[number];

/** What a socket speaks; `icmp` are ping sockets (`net/ipv4/ping.c`), of both families. */
export const socketProtocols = ['tcp', 'udp', 'raw', 'icmp', 'udplite'] as const;

export type SocketProtocol = (typeof socketProtocols)[number];

/** The protocol of a table: its name without the family. */
export const protocolOf = (table: SocketTable): SocketProtocol =>
	socketProtocols.find((name) => table === name || table === `${name}6`) ?? 'tcp';

/**
 * What a TCP socket waits for (`net/ipv4/tcp_ipv4.c`, get_tcp4_sock): to repeat what was not acknowledged, to ask
 * whether the far end is still there, to be forgotten (TIME_WAIT), to ask a full receiver for room.
 */
export const timerKinds = ['retransmit', 'keepalive', 'time-wait', 'window-probe'] as const;

export interface SocketTimer {
	readonly kind: (typeof timerKinds)[number];
	/** Until it fires, from the moment of the reading. */
	readonly in: Milliseconds;
}

/** A process that holds a socket, as the tool that listed it said. */
export interface SocketProcess {
	readonly pid: number;
	readonly name: string;
}

/** One row of the kernel's socket tables. */
export interface Socket {
	readonly protocol: SocketProtocol;
	/** The table it stood in; an IPv4 conversation of a Java app stands in the IPv6 one, v4-mapped. */
	readonly table: SocketTable;
	/** `port` is the IP protocol number of a raw socket, the echo identifier of a ping socket. */
	readonly local: Endpoint;
	readonly remote: Endpoint;
	readonly state: SocketState;
	/** Undefined where the kernel no longer knows (TIME_WAIT, orphaned: printed as uid 0 with inode 0) or was not asked. */
	readonly uid: Uid | undefined;
	readonly inode: number;
	/** Bytes waiting to be acknowledged, and to be read by the app; of a listener, connections waiting to be accepted. */
	readonly txQueue: number;
	readonly rxQueue: number;
	/** Datagrams the kernel dropped for want of room (not TCP). */
	readonly drops: number | undefined;
	readonly timer?: SocketTimer | undefined;
	/** How often the oldest unacknowledged segment was repeated in vain (TCP only). */
	readonly retransmits?: number | undefined;
	/** Who holds it, where the listing named one (`netstat -p`, `ss -p`, as root). */
	readonly process?: SocketProcess | undefined;
}

/** A socket as seen over a watch: the same protocol, ends and owner, from when to when. */
export interface SocketSighting {
	readonly socket: Socket;
	readonly firstSeen: EpochMs;
	readonly lastSeen: EpochMs;
}

/** Whether it waits for whoever comes: a TCP listener, or a datagram socket without a far end. */
export const waits = ({ state, remote }: Socket): boolean =>
	state === 'listen' || (state === 'close' && remote.port === 0);
