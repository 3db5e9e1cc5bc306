import type { Bytes } from '../base/units.ts';
import type { Uid } from './uid.ts';

export type IpFamily = 'ipv4' | 'ipv6';

/** The tables of netfilter (kernel `net/ipv4/netfilter/iptable_*.c`), in the order in which a packet meets them. */
export const tableNames = ['raw', 'mangle', 'nat', 'filter', 'security'] as const;

export type TableName = (typeof tableNames)[number];

/** What `iptables -L -nvx` or `iptables-save -c` tells of one or both families. */
export interface Firewall {
	readonly tables: readonly FirewallTable[];
	/** Counters came as 12K or 3M: the listing rounded them to thousands. */
	readonly rounded: boolean;
}

export interface FirewallTable {
	readonly family: IpFamily;
	readonly name: TableName;
	readonly chains: readonly Chain[];
}

export interface Chain {
	readonly name: string;
	/** What happens to a packet that no rule decided on. Only the built-in chains have one; the others return. */
	readonly policy: string | undefined;
	/** What the policy decided on; undefined where the chain has none. */
	readonly packets: number | undefined;
	readonly bytes: Bytes | undefined;
	/** Rules that jump here; undefined for built-in chains. Counted here for `iptables-save`, which does not say it. */
	readonly references: number | undefined;
	readonly rules: readonly Rule[];
}

/** One rule with what it counted since it was added. */
export interface Rule {
	readonly packets: number;
	readonly bytes: Bytes;
	/** A verdict, another chain or a target of the kernel; undefined for a rule that only counts. */
	readonly target: string | undefined;
	/** `-g`: after the chain that it goes to, the packet does not come back here. */
	readonly goto: boolean;
	/** `all`, `tcp`, `!udp` ... */
	readonly protocol: string;
	/** Interface patterns as iptables writes them: `*` any, `rmnet+` every name that begins so, `!lo` all others. */
	readonly in: string;
	readonly out: string;
	/** Address or network, `0.0.0.0/0` and `::/0` for any, `!` in front for all others. */
	readonly source: string;
	readonly destination: string;
	readonly matches: readonly RuleMatch[];
	/** What the target is told (`reject-with ...`, `MARK or 0x100000`), in iptables' own words. */
	readonly options: string;
}

/** A condition of a rule, beside those with a column of their own. */
export type RuleMatch =
	/** `xt_owner` or `xt_qtaguid`: who opened the socket. Both ends belong to the range. */
	| { readonly kind: 'uid'; readonly not: boolean; readonly from: number; readonly to: number }
	/** A listing without `-n`: `u0_a93`, `root`. */
	| { readonly kind: 'user'; readonly not: boolean; readonly name: string }
	| { readonly kind: 'gid'; readonly not: boolean; readonly ids: string }
	/** The packet belongs to a socket of this phone. */
	| { readonly kind: 'socket'; readonly not: boolean }
	| {
			readonly kind: 'port';
			readonly not: boolean;
			readonly side: 'source' | 'destination' | 'either';
			/** `53`, `32100:32600`, `80,443`; a name where the listing came without `-n`. */
			readonly ports: string;
	  }
	| { readonly kind: 'state'; readonly not: boolean; readonly states: string }
	/** Matches until so many bytes went by. */
	| {
			readonly kind: 'quota';
			readonly not: boolean;
			readonly name: string | undefined;
			readonly bytes: Bytes;
	  }
	| { readonly kind: 'comment'; readonly text: string }
	/** Part of what LOG and NFLOG write: the text before the packet. */
	| { readonly kind: 'log'; readonly prefix: string }
	/** Whatever else, in iptables' own words. */
	| { readonly kind: 'other'; readonly text: string };

/** The kernel's eBPF firewall per uid (AOSP `bpf_progs/netd.c`), which Android itself sets. */
export interface UidFirewall {
	/** Chains that are switched on: without one of them its rows have no effect. */
	readonly enabled: readonly string[];
	readonly rows: readonly UidFirewallRow[];
	/** Uids that may not open sockets at all: apps without the INTERNET permission. */
	readonly noInternet: readonly Uid[];
	/** What makes rows doubtful, in words. */
	readonly doubts: readonly string[];
}

export interface UidFirewallRow {
	readonly uid: Uid;
	/** Names of `bpf_progs/netd.h` without `_MATCH`: `STANDBY`, `HAPPY_BOX`, `OEM_DENY_3` ... */
	readonly matches: readonly string[];
	/** With `IIF`: the only interface, by name or index, that packets to this uid may come in on. */
	readonly interface: string | undefined;
}
