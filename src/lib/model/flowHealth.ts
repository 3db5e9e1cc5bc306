// How a connection fared, in one number each.
import type { Milliseconds } from '../base/units.ts';
import type { BothWays, FlowTcp } from './flow.ts';

const both = ([ab, ba]: BothWays): number => ab + ba;

/** Milliseconds from SYN to the end of the handshake; else the larger smoothed time, which crosses the network. */
export function rttOf(tcp: FlowTcp | undefined): Milliseconds | undefined {
	if (tcp?.handshake !== undefined) return tcp.handshake;
	const smoothed = Math.max(...(tcp?.rtt ?? []).map((rtt) => rtt ?? 0));
	return smoothed > 0 ? smoothed : undefined;
}

/** Segments sent again, of every kind and in both directions; undefined: not TCP. */
export function retransmissionsOf(tcp: FlowTcp | undefined): number | undefined {
	const health = tcp?.health;
	if (health === undefined) return tcp && 0;
	const { retransmissions, fastRetransmissions, spuriousRetransmissions } = health;
	return both(retransmissions) + both(fastRetransmissions) + both(spuriousRetransmissions);
}
