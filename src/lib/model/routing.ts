// How the kernel decides where a packet goes: rules, top down, and the tables they point to (`ip rule`, `ip route`).

/** IPv4 and IPv6 have rules and tables of their own. */
export type IpFamily = 4 | 6;

/** What a phone said of its rules and tables, both families in one list. */
export interface Routing {
	/** Whether the rules were told. Where only /proc/net/route could be read, the tables are what is left. */
	readonly ruled: boolean;
	/** In the order in which the kernel tries them. */
	readonly rules: readonly RoutingRule[];
	readonly routes: readonly Route[];
	/** What netd calls its tables, as far as the phone told (`/data/misc/net/rt_tables`: root, bug reports). */
	readonly tableNames: readonly TableName[];
	/** What the kernel itself answered for the shell (`ip route get`), in its own words. */
	readonly kernelSays: readonly KernelAnswer[];
}

/**
 * A table's number in decimal; a name only where the phone gave a name and nothing that tells the number.
 * 255 local, 254 main, 253 default (`rtnetlink.h`); 97-99 and 1000+ifindex are netd's (AOSP `RouteController.h`).
 */
export type TableId = string;

export interface TableName {
	readonly table: TableId;
	readonly name: string;
}

/** One answer of `ip route get`. */
export interface KernelAnswer {
	readonly family: IpFamily;
	readonly text: string;
}

/** A part of the address space: `192.0.2.0/24`. */
export interface Prefix {
	readonly address: string;
	readonly length: number;
}

/** A rule of `ip rule`: conditions, of which all have to hold, and what then happens. */
export interface RoutingRule {
	readonly family: IpFamily;
	/** The smaller is tried first. */
	readonly priority: number;
	/** Holds where the conditions do not (`not`). */
	readonly inverted: boolean;
	/** Undefined: from everywhere. */
	readonly from: Prefix | undefined;
	readonly to: Prefix | undefined;
	/** The packet's mark has to agree with `value` in the bits of `mask`. */
	readonly mark: MarkTest | undefined;
	/** Interface that the packet came in by; `lo` for what the phone itself sends. */
	readonly iif: string | undefined;
	/** Interface that the socket is bound to. */
	readonly oif: string | undefined;
	readonly uids: UidRange | undefined;
	/** Conditions that are none of the above (`ipproto tcp`, `dport 53`, `tos 0x10`), as written. */
	readonly others: readonly string[];
	readonly action: RuleAction;
	/** As the phone wrote it, without the priority. */
	readonly text: string;
}

export interface MarkTest {
	readonly value: number;
	readonly mask: number;
}

export interface UidRange {
	readonly first: number;
	readonly last: number;
}

export type RuleAction =
	| {
			readonly kind: 'lookup';
			readonly table: TableId;
			/** Routes with a prefix of this length or shorter do not count (`suppress_prefixlength`). */
			readonly suppress: number | undefined;
	  }
	| { readonly kind: 'goto'; readonly priority: number }
	| { readonly kind: 'nop' }
	| { readonly kind: Refusal };

/** How a rule or a route ends the search without a way: by an error for the app, or without a word. */
export const refusals = ['unreachable', 'prohibit', 'blackhole'] as const;
export type Refusal = (typeof refusals)[number];

/** What a route does with a packet (`rtnetlink.h`, RTN_*). `throw`: leave this table, go on with the rules. */
export const routeTypes = [
	'unicast',
	'local',
	'broadcast',
	'anycast',
	'multicast',
	...refusals,
	'throw',
	'nat',
] as const;
export type RouteType = (typeof routeTypes)[number];

export interface Route {
	readonly family: IpFamily;
	readonly table: TableId;
	readonly type: RouteType;
	readonly destination: Prefix;
	/** Next hops: one, as a rule; several where the kernel shares the load; none where the route refuses. */
	readonly hops: readonly Hop[];
	/** Of equal prefixes the smallest metric wins. */
	readonly metric: number | undefined;
	/** Who made it: kernel, static (netd), ra (router advertisement), boot ... */
	readonly protocol: string | undefined;
	readonly scope: string | undefined;
	/** Address that the phone prefers to send from. */
	readonly source: string | undefined;
	/** Largest packet of this way in bytes, where the route says one. */
	readonly mtu: number | undefined;
}

export interface Hop {
	/** The router; undefined where the destination itself is on the link. */
	readonly gateway: string | undefined;
	readonly device: string | undefined;
	/** The kernel does not use it now (`dead`): its interface is down. */
	readonly down: boolean;
}
