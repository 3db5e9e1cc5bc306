import type { Bytes, EpochMs, Milliseconds } from '../base/units.ts';
import type { Endpoint } from './endpoint.ts';
import type { ServiceName } from './service.ts';
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
export type NameSource =
	/** TLS or DTLS ClientHello. */
	| 'sni'
	/** The same inside a QUIC Initial. */
	| 'quic'
	/** Host header of HTTP/1. */
	| 'http'
	/** What a proxy was asked to connect to. */
	| 'connect'
	/** The server's certificate, where it is in clear. */
	| 'certificate'
	/** What another protocol calls its server (SIP, XMPP, MQTT). */
	| 'other'
	/** A lookup before the flow. */
	| 'dns'
	/** The capture file itself (pcapng name resolution block). */
	| 'capture';

export interface FlowName {
	readonly name: string;
	readonly from: NameSource;
}

/** Whose flow it is, and how sure that is. */
export type Owner =
	| { readonly kind: 'unknown' }
	/** The capture itself says so: NFLOG, PCAPdroid. */
	| { readonly kind: 'captured'; readonly uid: Uid }
	/** A socket with the same five-tuple was seen while the flow lived. */
	| { readonly kind: 'sure'; readonly uid: Uid }
	/** Only the local port matched, or the socket was seen shortly before or after. */
	| { readonly kind: 'likely'; readonly uid: Uid };

/** What a flow speaks, and how that is known: by what was said, or merely by its port. */
export interface Service {
	readonly name: ServiceName;
	readonly by: 'content' | 'port';
}

/** How a TCP connection fared, by Wireshark's rules (packet-tcp.c). Counts saturate at 65 535 unless told. */
export interface TcpHealth {
	/** Payload bytes sent again. */
	readonly retransmittedBytes: BothWays;
	/** Ordinary ones; fast and spurious ones are counted apart. */
	readonly retransmissions: BothWays;
	readonly fastRetransmissions: BothWays;
	readonly spuriousRetransmissions: BothWays;
	readonly outOfOrder: BothWays;
	readonly duplicateAcks: BothWays;
	/** Gaps: what came before was not captured. */
	readonly lostSegments: BothWays;
	/** Acknowledged, but never captured. */
	readonly ackedLost: BothWays;
	readonly keepAlives: BothWays;
	readonly zeroWindows: BothWays;
	readonly zeroWindowProbes: BothWays;
	readonly windowFull: BothWays;
}

/** What the packets of a TCP connection say of it. */
export interface FlowTcp {
	readonly state: TcpState;
	/** Every flag seen, OR-ed per direction, as in the header (RFC 9293 3.1). */
	readonly flags: BothWays;
	/** From SYN to the ACK that ends the handshake. */
	readonly handshake?: Milliseconds | undefined;
	/** Smoothed (RFC 6298 2) time until data of this direction was acknowledged; undefined: no sample. */
	readonly rtt?: readonly [ab: Milliseconds | undefined, ba: Milliseconds | undefined] | undefined;
	/** From the first payload of `a` to the first of `b`. */
	readonly response?: Milliseconds | undefined;
	/** Maximum segment sizes offered in the SYNs; 0: not seen. */
	readonly mss?: BothWays | undefined;
	/** Window shifts of the SYNs (RFC 7323 2); undefined where one was not seen or not offered. */
	readonly windowScale?: readonly [ab: number | undefined, ba: number | undefined] | undefined;
	/** Both ends offered selective acknowledgments (RFC 2018). */
	readonly sack?: boolean | undefined;
	/** A connection on the ports of an earlier one. */
	readonly portReused?: boolean | undefined;
	/** Undefined: nothing went wrong. */
	readonly health?: TcpHealth | undefined;
}

/** A TLS, DTLS or QUIC handshake, as far as it was in clear. */
export interface TlsHandshake {
	readonly flow: number;
	readonly at: EpochMs;
	readonly transport: 'tls' | 'dtls' | 'quic';
	readonly sni: string | undefined;
	/** Application protocols the client offered, in its order (RFC 7301). */
	readonly alpn: readonly string[];
	readonly chosenAlpn: string | undefined;
	/** Highest version the client offered and what the server chose, as on the wire: 0x0304 is TLS 1.3. */
	readonly offered: number | undefined;
	readonly chosen: number | undefined;
	/** Cipher suite the server chose (IANA TLS registry). */
	readonly cipher: number | undefined;
	readonly ja4: string | undefined;
	/** The client sent an encrypted_client_hello extension, true or GREASE. */
	readonly ech: boolean;
	/** The client offered a session to resume. */
	readonly resumed: boolean;
	/** Of the server's certificate, where it is in clear (TLS 1.2 and before). */
	readonly certificate:
		| { readonly subject: string; readonly issuer: string; readonly altNames: readonly string[] }
		| undefined;
	/** Of QUIC; undefined for the others. */
	readonly quicVersion: number | undefined;
}

/** A request of HTTP/1 and what came back. */
export interface HttpExchange {
	readonly flow: number;
	readonly at: EpochMs;
	/** 0: a to b. */
	readonly way: 0 | 1;
	/** Undefined for a response whose request was not captured. */
	readonly method: string | undefined;
	readonly target: string | undefined;
	readonly host: string | undefined;
	readonly userAgent: string | undefined;
	readonly status: number | undefined;
	readonly contentType: string | undefined;
	readonly server: string | undefined;
	/** From the request to the head of the response. */
	readonly latency: Milliseconds | undefined;
	/** Credentials that anybody on the way can read. */
	readonly credentials: boolean;
}

/** What anybody on the way can read a secret in. */
export type ClearCredentials = 'http-basic' | 'http-form' | 'ftp' | 'mail' | 'other';

/** A packet of a flow, to be found in the file again. */
export interface FlowPacket {
	/** From 1, in the order of the file: Wireshark's frame number. */
	readonly number: number;
	readonly at: EpochMs;
	/** Of its bytes, from the start of the file. */
	readonly offset: Bytes;
	/** On the wire. */
	readonly length: Bytes;
	/** 0: a to b. */
	readonly way: 0 | 1;
	readonly notes: readonly PacketNote[];
	readonly stop: PacketStop | undefined;
}

/** Why and where the reading of a packet ended before its end. */
export interface PacketStop {
	readonly reason: 'truncated' | 'malformed' | 'unsupported';
	readonly layer: 'link' | 'network' | 'transport' | 'tunnel' | 'content';
}

/** What TCP's sequence numbers say of a segment, in Wireshark's words (tcp.analysis.*). */
export type PacketNote =
	| 'retransmission'
	| 'fast-retransmission'
	| 'spurious-retransmission'
	| 'out-of-order'
	| 'duplicate-ack'
	| 'lost-segment'
	| 'ack-lost-segment'
	| 'keep-alive'
	| 'keep-alive-ack'
	| 'zero-window'
	| 'zero-window-probe'
	| 'zero-window-probe-ack'
	| 'window-update'
	| 'window-full'
	| 'port-reused';

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
	/** TCP only. */
	readonly tcp: FlowTcp | undefined;
	/** Names of the far end, best first. */
	readonly names: readonly FlowName[];
	readonly owner: Owner;
	/** Bytes behind the transport header, as on the wire. */
	readonly payload?: BothWays | undefined;
	readonly service?: Service | undefined;
	/** Name or number of the interface its first packet came by. */
	readonly interface?: string | undefined;
	/** Of its first packet's bytes, from the start of the file. */
	readonly offset?: Bytes | undefined;
	/** The flow that carried this one (a tunnel). */
	readonly outer?: number | undefined;
	/** Other flows travelled inside this one, so its bytes are theirs. */
	readonly carrier?: boolean | undefined;
	/** Errors that ICMP told of this flow, and the last of them (type and code of RFC 792 or 4443). */
	readonly icmp?:
		{ readonly count: number; readonly type: number; readonly code: number } | undefined;
	/** Secrets that were sent in clear. */
	readonly credentials?: readonly ClearCredentials[] | undefined;
	readonly tls?: TlsHandshake | undefined;
}

/** One DNS message of a capture (RFC 1035), as far as it was read. */
export interface DnsMessage {
	readonly at: EpochMs;
	/** Flow it travelled in. */
	readonly flow: number;
	readonly id: number;
	readonly kind: 'query' | 'response';
	/** Undefined: not told, as in captures saved by older versions. */
	readonly protocol?: 'dns' | 'mdns' | 'llmnr' | 'nbns' | undefined;
	/** Empty where nothing was asked (multicast DNS announcements). */
	readonly question: string;
	/** Question type: 1 A, 28 AAAA, 5 CNAME, 65 HTTPS ... */
	readonly type: number;
	/** Response code; 0 for queries. */
	readonly rcode: number;
	readonly answers: readonly DnsAnswer[];
	/** Of a response whose query was captured: the time between them. */
	readonly latency?: Milliseconds | undefined;
}

/** Resource record types that are read; others are left out. */
export type DnsAnswerType =
	| 'A'
	| 'AAAA'
	| 'CNAME'
	| 'DNAME'
	| 'PTR'
	| 'NS'
	| 'MX'
	| 'SRV'
	| 'SOA'
	| 'TXT'
	| 'HTTPS'
	| 'SVCB'
	| 'NB';

export interface DnsAnswer {
	readonly name: string;
	readonly type: DnsAnswerType;
	/** Address, or the name an alias points to; all others as zone files write them (RFC 1035 5, RFC 9460 2.1). */
	readonly value: string;
	/** Seconds. */
	readonly ttl: number;
}
