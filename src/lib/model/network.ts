import type { Uid } from './uid.ts';

/** A network as Android's ConnectivityService knows it (AOSP `NetworkAgentInfo`): a link, its addresses, its promises. */
export interface AndroidNetwork {
	/** Android's number of the network, as in socket marks and rules; undefined before Android 5, which had none. */
	readonly netId: number | undefined;
	/** `NetworkCapabilities.TRANSPORT_*` by name: WIFI, CELLULAR, VPN ... A VPN also bears those under it. */
	readonly transports: readonly string[];
	/** `NetworkCapabilities.NET_CAPABILITY_*` by name. */
	readonly capabilities: readonly string[];
	/** Undefined for a network without a link of its own. */
	readonly interface: string | undefined;
	/** With their prefix length: `192.168.1.20/24`. */
	readonly addresses: readonly string[];
	readonly dnsServers: readonly string[];
	readonly routes: readonly NetworkRoute[];
	/** Bytes; undefined where the network says none and the interface's own counts. */
	readonly mtu: number | undefined;
	/** Undefined before Android 9, which did not encrypt DNS. */
	readonly privateDns: NetworkPrivateDns | undefined;
	/** Where IPv4 is reached over IPv6 alone: `64:ff9b::/96`. */
	readonly nat64Prefix: string | undefined;
	readonly httpProxy: string | undefined;
	readonly vpn: Vpn | undefined;
	/** netIds that carry a VPN. */
	readonly underlying: readonly number[];
}

export interface NetworkRoute {
	/** `0.0.0.0/0` and `::/0` are the default routes. */
	readonly destination: string;
	/** Undefined where the destination is on the link itself. */
	readonly gateway: string | undefined;
	/** Sends nothing: what goes there is refused on purpose. */
	readonly unreachable: boolean;
}

export interface NetworkPrivateDns {
	/** Queries on this network are encrypted. */
	readonly used: boolean;
	/** The server's name in strict mode. */
	readonly server: string | undefined;
	/** Strict mode, and the server does not answer: nothing resolves. */
	readonly broken: boolean;
}

export interface Vpn {
	readonly owner: Uid | undefined;
	/** What the app calls it: hostile text. */
	readonly session: string | undefined;
	/** Whether apps may step around it; undefined before Android 13, which does not say. */
	readonly bypassable: boolean | undefined;
	/** Whose traffic goes through it, both ends included; undefined where the dump does not say. */
	readonly uids: readonly UidRange[] | undefined;
}

export interface UidRange {
	readonly from: number;
	readonly to: number;
}

/** Why an app's traffic is refused by Android itself, beside what a firewall app does. */
export interface BlockedUid {
	readonly uid: Uid;
	/** 12 on: `ConnectivityManager.BLOCKED_REASON_*`. Before: `NetworkPolicyManager.RULE_*`. */
	readonly by: 'reasons' | 'rules';
	readonly mask: number;
}

/** What ConnectivityService says of itself. */
export interface Connectivity {
	/** The netId of the network that apps get without asking for another. */
	readonly defaultNetwork: number | undefined;
	readonly networks: readonly AndroidNetwork[];
	readonly blocked: readonly BlockedUid[];
	/** Data saver; undefined where this release tells it elsewhere (12 on: `dumpsys netpolicy`). */
	readonly dataSaver: boolean | undefined;
}
