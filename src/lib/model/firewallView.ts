import type { App } from './app.ts';
import type { Chain, IpFamily, Rule, TableName } from './firewall.ts';
import type { LoggedPacket } from './kernelLog.ts';

/** Everything that the readings of a snapshot say of firewalls, joined. */
export interface FirewallView {
	readonly tables: readonly TableView[];
	/** Apps that something is said of, the most held back first. */
	readonly apps: readonly AppFirewall[];
	/** What holds for every app that is not named. */
	readonly others: readonly Hold[];
	readonly notes: readonly FirewallNote[];
	readonly log: readonly LoggedRow[];
}

/** One app and what holds it back or lets it through. */
export interface AppFirewall {
	readonly app: App;
	readonly holds: readonly Hold[];
	/** Packets of it in the kernel's log. */
	readonly logged: number;
}

/** `limited`: not everywhere or not always (metered networks, the background). `allowed`: an exception from a rule. */
export type HoldEffect = 'blocked' | 'limited' | 'allowed';

export interface Hold {
	readonly effect: HoldEffect;
	/** Who says so: a rule of iptables, the eBPF map, Android's data rules. */
	readonly by: 'rule' | 'map' | 'policy';
	/** Where or when, in a few words: "Mobile data", "Doze". */
	readonly what: string;
	/** The whole sentence. */
	readonly why: string;
	/** What the deciding rule counted. */
	readonly packets: number | undefined;
	/** The rule names no app: its counter is that of everybody it fits. */
	readonly shared: boolean;
}

export interface FirewallNote {
	readonly tone: 'info' | 'good' | 'warn' | 'danger';
	readonly title: string;
	readonly text: string;
}

export interface TableView {
	readonly family: IpFamily;
	readonly name: TableName;
	readonly chains: readonly ChainView[];
}

export interface ChainView {
	readonly chain: Chain;
	/** What the chain is for; undefined for one that nobody knows. */
	readonly meaning: string | undefined;
	/** Packets that came into the chain and met a rule or its policy: the largest single counter. */
	readonly busiest: number;
	readonly rules: readonly RuleView[];
}

export interface RuleView {
	/** From 1, as iptables numbers them. */
	readonly number: number;
	readonly rule: Rule;
	/** Which packets, in words. */
	readonly when: string;
	/** What becomes of them, in words. */
	readonly does: string;
	/** The apps that it names. */
	readonly apps: readonly App[];
}

export interface LoggedRow {
	readonly packet: LoggedPacket;
	/** Undefined where the line names no uid. */
	readonly app: App | undefined;
}
