/**
 * One end of a conversation. `address` is canonical text: dotted quad, or RFC 5952 IPv6; an IPv4 address
 * mapped into IPv6 is written as IPv4. `port` is 0 where the protocol has none (for ICMP: the echo identifier).
 */
export interface Endpoint {
	readonly address: string;
	readonly port: number;
}
