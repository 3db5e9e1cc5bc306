import type { EpochMs } from '../base/units.ts';
import type { Endpoint } from './endpoint.ts';
import type { Uid } from './uid.ts';

/** Values per direction: first from `a` to `b`, then back. */
export type BothWays = readonly [ab: number, ba: number];

/** Where a TCP conversation stood when the capture ended, by its flags alone. */
export type TcpState =
	| 'syn-sent'
	| 'established'
	/** Picked up in the middle: no handshake was seen. */
	| 'midstream'
	| 'closing'
	| 'closed'
	| 'reset';

/** Where a host's name was read. */
export type NameSource = 'sni' | 'dns';

export interface FlowName {
	readonly name: string;
	readonly from: NameSource;
}

/** Whose flow it is, and how sure that is. */
export type Owner =
	| { readonly kind: 'unknown' }
	/** A socket with the same five-tuple was seen while the flow lived. */
	| { readonly kind: 'sure'; readonly uid: Uid }
	/** Only the local port matched, or the socket was seen shortly before or after. */
	| { readonly kind: 'likely'; readonly uid: Uid };

/** A conversation: packets of one protocol between two ends. Bytes are whole frames, as on the wire. */
export interface Flow {
	/** Stable within its capture; in first-seen order. */
	readonly id: number;
	/** IANA protocol number: 6 TCP, 17 UDP, 1 ICMP, 58 ICMPv6. */
	readonly protocol: number;
	/** Who spoke first. */
	readonly a: Endpoint;
	readonly b: Endpoint;
	/** Which end is the phone, where that is known. */
	readonly phone: 'a' | 'b' | undefined;
	readonly packets: BothWays;
	readonly bytes: BothWays;
	readonly first: EpochMs;
	readonly last: EpochMs;
	/** TCP only. `flags`: every flag seen, OR-ed per direction, as in the header (RFC 9293 3.1). */
	readonly tcp: { readonly state: TcpState; readonly flags: BothWays } | undefined;
	/** Names of the far end, best first. */
	readonly names: readonly FlowName[];
	readonly owner: Owner;
}

/** One DNS message of a capture (RFC 1035), as far as it was read. */
export interface DnsMessage {
	readonly at: EpochMs;
	/** Flow it travelled in. */
	readonly flow: number;
	readonly id: number;
	readonly kind: 'query' | 'response';
	readonly question: string;
	/** Question type: 1 A, 28 AAAA, 5 CNAME, 65 HTTPS ... */
	readonly type: number;
	/** Response code; 0 for queries. */
	readonly rcode: number;
	readonly answers: readonly DnsAnswer[];
}

export interface DnsAnswer {
	readonly name: string;
	readonly type: 'A' | 'AAAA' | 'CNAME';
	/** Address, or the name an alias points to. */
	readonly value: string;
	/** Seconds. */
	readonly ttl: number;
}
