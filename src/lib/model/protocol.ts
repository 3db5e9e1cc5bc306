import type { TcpState } from './flow.ts';

/** IANA protocol numbers by the names people know: as shown, sorted and searched. */
const PROTOCOLS: ReadonlyMap<number, string> = new Map([
	[1, 'ICMP'],
	[2, 'IGMP'],
	[4, 'IPv4 in IP'],
	[6, 'TCP'],
	[17, 'UDP'],
	[41, 'IPv6 in IP'],
	[47, 'GRE'],
	[50, 'ESP'],
	[51, 'AH'],
	[58, 'ICMPv6'],
	[89, 'OSPF'],
	[103, 'PIM'],
	[132, 'SCTP'],
]);

export const protocolName = (protocol: number): string =>
	PROTOCOLS.get(protocol) ?? `protocol ${protocol}`;

const TCP_STATES: Readonly<Record<TcpState, string>> = {
	'syn-sent': 'no answer',
	established: 'open',
	midstream: 'open, start not seen',
	closing: 'closing',
	closed: 'closed',
	reset: 'reset',
};

/** A TCP state in words: as shown and searched. */
export const tcpStateName = (state: TcpState): string => TCP_STATES[state];
