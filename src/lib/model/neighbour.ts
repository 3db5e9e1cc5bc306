/** Kernel `include/uapi/linux/neighbour.h`, NUD_*: how sure the phone is that the neighbour is there. */
export const neighbourStates = [
	'reachable',
	'stale',
	'delay',
	'probe',
	'permanent',
	'noarp',
	'incomplete',
	'failed',
] as const;

export type NeighbourState = (typeof neighbourStates)[number];

/** Somebody on the same link: what ARP (RFC 826) or neighbour discovery (RFC 4861) found. */
export interface Neighbour {
	/** IPv4 or IPv6, as the kernel writes it. */
	readonly address: string;
	readonly interface: string;
	/** Link-layer address, lower case; undefined where nobody answered. */
	readonly mac: string | undefined;
	/** Undefined where only /proc/net/arp was readable and says no more than "complete". */
	readonly state: NeighbourState | undefined;
	/** It said of itself that it forwards (IPv6 only). */
	readonly router: boolean;
}
