// What a phone's rules and tables mean: netd's names for them, networks, VPNs, what is worth a warning.
import type { Neighbour } from './neighbour.ts';
import type { IpFamily, Route, RoutingRule, TableId, UidRange } from './routing.ts';

/** Whose numbers the rules bear (AOSP `RouteController.h`): Android 5 to 11, 12, 13 on; before 5 the kernel's alone. */
export type RoutingEra = 'kernel' | '5-11' | '12' | '13';

/** What netd made a rule for. `foreign`: neither netd nor the kernel gives rules that number. */
export type RuleKind =
	| 'local'
	| 'system-override'
	| 'oif-override'
	| 'vpn-to-local'
	| 'secure-vpn'
	| 'lockdown'
	| 'uid-explicit'
	| 'explicit'
	| 'oif'
	| 'legacy-system'
	| 'legacy-network'
	| 'local-network'
	| 'tethering'
	| 'uid-implicit'
	| 'implicit'
	| 'bypassable-vpn'
	| 'uid-local-routes'
	| 'local-routes'
	| 'vpn-fallthrough'
	| 'uid-default'
	| 'uid-unreachable'
	| 'default'
	| 'directly-connected'
	| 'unreachable'
	| 'main'
	| 'last'
	| 'foreign';

/** A rule in words. */
export interface NamedRule {
	readonly rule: RoutingRule;
	readonly kind: RuleKind;
	readonly title: string;
	/** One sentence: when it holds and what then happens. */
	readonly meaning: string;
	/** Its test of the mark in words; empty where it has none. */
	readonly mark: string;
	/** The table that it leads to, by name; undefined where it leads to none. */
	readonly table: string | undefined;
}

/** One table with what is known of it. */
export interface NamedTable {
	readonly table: TableId;
	/** `wlan0`, `main`, `wlan0, links only` ... */
	readonly title: string;
	/** The network that netd gives this table to; undefined where no rule says so. */
	readonly netId: number | undefined;
	/** What apps need to use it, where the rules ask for something. */
	readonly permission: string | undefined;
	readonly isDefault: readonly IpFamily[];
	readonly isVpn: boolean;
	/** 0.0.0.0/1 and 128.0.0.0/1 (or ::/1 and 8000::/1) in place of a default route. */
	readonly splitDefault: boolean;
	readonly routes: readonly Route[];
}

/** A VPN as the rules tell of it. */
export interface VpnFact {
	readonly table: TableId;
	readonly title: string;
	/** Apps may not choose another network past it. */
	readonly secure: boolean;
	/** The uids that it covers, ascending. */
	readonly uids: readonly UidRange[];
}

/** Another device's traffic that the phone passes on. */
export interface TetherFact {
	/** Where it comes in. */
	readonly from: string;
	readonly table: TableId;
	readonly title: string;
}

export interface RoutingWarning {
	/** What it warns of. */
	readonly of:
		'no way' | 'beside VPN' | 'VPN not locked' | 'locked' | 'tethering' | 'foreign rules';
	readonly tone: 'info' | 'warn' | 'danger';
	readonly title: string;
	readonly text: string;
}

export interface RoutingFacts {
	readonly era: RoutingEra;
	readonly rules: readonly NamedRule[];
	/** Networks first, then netd's own tables, then the kernel's. */
	readonly tables: readonly NamedTable[];
	readonly vpns: readonly VpnFact[];
	/** Uids that may not send past the VPN (`prohibit`). */
	readonly locked: readonly UidRange[];
	readonly tethers: readonly TetherFact[];
	readonly warnings: readonly RoutingWarning[];
}

/** A neighbour with its part in the routes. */
export interface NeighbourSeen extends Neighbour {
	/** Some route's next hop. */
	readonly gateway: boolean;
	/** Other addresses of the same hardware address, of the same family and interface. */
	readonly alsoAt: readonly string[];
}
