import type { Milliseconds } from '../base/units.ts';

/** The phone's settings of encrypted DNS (AOSP `Settings.Global.PRIVATE_DNS_*`, Android 9 on). */
export interface PrivateDnsSettings {
	/** `off`, `opportunistic`, `hostname`; undefined where nobody ever chose. */
	readonly mode: string | undefined;
	/** The server's name, used in mode `hostname`. */
	readonly specifier: string | undefined;
	/** What the maker set for phones on which nobody chose. */
	readonly defaultMode: string | undefined;
}

/** What the resolver knows of one network (AOSP `DnsResolver`, `ResolverController::dump`). */
export interface ResolverNetwork {
	readonly netId: number;
	readonly servers: readonly ResolverServer[];
	/** OFF, OPPORTUNISTIC or STRICT; undefined before Android 9. */
	readonly privateDnsMode: string | undefined;
	readonly privateDns: readonly PrivateDnsServer[];
	/** By protocol (Android 11 on). */
	readonly statistics: readonly ProtocolStatistics[];
	readonly nat64: string | undefined;
}

/** A server with its samples: the last questions that were put to it, at most 64. */
export interface ResolverServer {
	readonly address: string;
	/** Undefined where it was not asked lately. */
	readonly samples: ServerSamples | undefined;
	/** Too many of them failed: the resolver leaves it out. */
	readonly broken: boolean;
}

export interface ServerSamples {
	readonly total: number;
	readonly successes: number;
	readonly errors: number;
	readonly timeouts: number;
	readonly internalErrors: number;
	/** The mean time to an answer; undefined where none came. */
	readonly rtt: Milliseconds | undefined;
}

export interface PrivateDnsServer {
	readonly address: string;
	/** The name its certificate must bear; empty in opportunistic mode. */
	readonly name: string;
	/** `success`, `fail`, `in_process` or `unknown`: whether it was reached over TLS. */
	readonly status: string;
}

export interface ProtocolStatistics {
	/** UDP, TLS, TCP, DOH ... */
	readonly protocol: string;
	readonly address: string;
	readonly total: number;
	readonly rtt: Milliseconds | undefined;
	/** Answers by DNS response code: NOERROR, NXDOMAIN, TIMEOUT ... */
	readonly rcodes: readonly { readonly code: string; readonly count: number }[];
}

/** Who pays for DNS on a release of Android. */
export interface DnsPayers {
	/** `Android 11 to 16`. */
	readonly releases: string;
	/** Who is charged for a question in the clear. */
	readonly plain: string;
	/** Who is charged where it is encrypted; undefined where the release cannot. */
	readonly encrypted: string | undefined;
	/** What firewalls and packet logs say instead. */
	readonly firewall: string;
}

/** A mode of private DNS in words. */
export interface PrivateDnsWords {
	readonly mode: string;
	readonly meaning: string;
	/** Questions may leave in the clear. */
	readonly clear: boolean;
}
