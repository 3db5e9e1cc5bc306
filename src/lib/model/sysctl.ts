/** One value of /proc/sys/net, as the kernel gives it. */
export interface Sysctl {
	/** The file below /proc/sys, an interface's name replaced by `*`: `net/ipv4/conf/all/rp_filter`. */
	readonly key: string;
	/** `all`, `default` or an interface; undefined where the setting is the whole kernel's. */
	readonly interface: string | undefined;
	readonly value: string;
}

/** Fine: what Android sets, or as good. Unusual: somebody changed it, no harm known. Risky: worth a change. */
export type SysctlVerdict = 'fine' | 'unusual' | 'risky';

/** A setting with what it means: one row for all interfaces that have the same value. */
export interface JudgedSysctl {
	/** As `sysctl` writes it: `net.ipv4.conf.*.rp_filter`. */
	readonly name: string;
	readonly interfaces: readonly string[];
	readonly value: string;
	readonly meaning: string;
	/** What Android, or else the kernel, sets. */
	readonly usual: string;
	readonly verdict: SysctlVerdict;
	/** Why not fine. */
	readonly why: string | undefined;
}
