import type { Uid } from './uid.ts';

/** How a UNIX socket carries: a stream of bytes, datagrams, or datagrams in order over a connection. */
export const unixTypes = ['stream', 'dgram', 'seqpacket'] as const;

export type UnixType = (typeof unixTypes)[number];

/** Sockets of the phone with itself (`/proc/net/unix`, `net/unix/af_unix.c`): no network can reach them. */
export interface UnixSockets {
	readonly total: number;
	readonly byType: Readonly<Record<UnixType, number>>;
	readonly listening: number;
	readonly connected: number;
	/** By how they are called, those that listen first, then the ones with most sockets; bounded. */
	readonly names: readonly UnixName[];
	/** Names beyond the bound. */
	readonly moreNames: number;
}

export interface UnixName {
	/** A path, or `@...`, which is in no folder (abstract). */
	readonly name: string;
	readonly sockets: number;
	readonly listens: boolean;
}

/** A socket that takes packets off the interfaces themselves (`/proc/net/packet`, `net/packet/af_packet.c`). */
export interface PacketSocket {
	/** EtherType that it wants; 0x0003 (ETH_P_ALL) takes every packet: a capture. 0 is none yet. */
	readonly etherType: number;
	/** Index of the only interface it listens on; 0 for all. */
	readonly interface: number;
	/** Whether it is receiving now. */
	readonly running: boolean;
	readonly uid: Uid;
	readonly inode: number;
}

/** What the kernel counts per kind of socket (`/proc/net/protocols`, `net/core/sock.c`). */
export interface ProtocolUse {
	readonly name: string;
	readonly sockets: number;
	/** Pages that they hold; undefined where the kind does not count them. */
	readonly memory: number | undefined;
	/** Whether the kernel has begun to save memory on them. */
	readonly pressure: boolean;
}

/** Sockets that are none of a conversation over a network. A part that the phone would not tell is undefined. */
export interface OtherSockets {
	readonly unix: UnixSockets | undefined;
	readonly packet: readonly PacketSocket[] | undefined;
	/** Sockets between programs and the kernel (`/proc/net/netlink`). */
	readonly netlink: number | undefined;
	readonly protocols: readonly ProtocolUse[] | undefined;
}
