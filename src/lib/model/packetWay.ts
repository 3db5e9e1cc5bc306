// The way that one packet takes through the rules and tables, step by step.
import type { Hop, IpFamily, Refusal, Route, RoutingRule } from './routing.ts';
import type { NamedRule, NeighbourSeen } from './routingFacts.ts';
import type { Uid } from './uid.ts';

/** A packet before it was sent: what rules and tables ask about. */
export interface PacketAsked {
	readonly family: IpFamily;
	readonly destination: string;
	readonly uid: Uid;
	/** The socket's mark (`SO_MARK`), which netd sets. */
	readonly mark: number;
	/** Interface that the socket is bound to (`SO_BINDTODEVICE`), as a rule none. */
	readonly oif?: string | undefined;
	/** Interface that it came in by; `lo`, where not told: the phone itself sends it. */
	readonly iif?: string | undefined;
}

/** Why a rule does not hold for a packet. */
export type Mismatch = 'mark' | 'uid' | 'iif' | 'oif' | 'from' | 'to' | 'other' | 'inverted';

/** What became of one rule. */
export type StepResult =
	| { readonly kind: 'skipped'; readonly why: Mismatch }
	/** Its table has no route for the destination; or one that says to go on with the rules (`throw`). */
	| { readonly kind: 'no-route' | 'thrown'; readonly route: Route | undefined }
	/** The route is too general for a rule that wants a more specific one (`suppress_prefixlength`). */
	| { readonly kind: 'suppressed'; readonly route: Route }
	| { readonly kind: 'passed' }
	| { readonly kind: 'decided'; readonly route: Route | undefined };

export interface WayStep {
	readonly rule: RoutingRule;
	readonly result: StepResult;
}

export type WayEnd =
	/** Out of an interface, to a router or to the destination itself. `route` is undefined for the kernel's guess. */
	| { readonly kind: 'leaves'; readonly hop: Hop; readonly route: Route | undefined }
	/** It is for the phone itself. */
	| { readonly kind: 'local'; readonly route: Route }
	/** The app gets an error, or with `blackhole` nothing; `route` is undefined where the rule itself refuses. */
	| { readonly kind: 'refused'; readonly how: Refusal; readonly route: Route | undefined }
	/** No rule decided: the app is told that the network is unreachable. */
	| { readonly kind: 'undecided' };

export interface PacketWay {
	readonly asked: PacketAsked;
	/** Rules in the order in which they were tried, up to the one that decided. */
	readonly steps: readonly WayStep[];
	readonly end: WayEnd;
}

/** The same in words, with who waits at its end. */
export interface NamedWay {
	readonly asked: PacketAsked;
	/** What the mark says: "network 102, not chosen by the app". */
	readonly mark: string;
	readonly steps: readonly NamedStep[];
	readonly end: WayEnd;
	/** The table that decided, by name. */
	readonly table: string | undefined;
	/** The next hop as a neighbour, where the phone knows it. */
	readonly neighbour: NeighbourSeen | undefined;
}

export interface NamedStep {
	readonly named: NamedRule;
	readonly result: StepResult;
}
