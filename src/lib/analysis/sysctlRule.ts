// What is said of one setting of the kernel's network code; the settings stand in sysctlIpRules.ts and sysctlTcpRules.ts.
import type { SysctlVerdict } from '../model/sysctl.ts';

export interface SysctlRule {
	readonly key: string;
	readonly meaning: string;
	/** What Android, or else the kernel, sets. */
	readonly usual: string;
	/** The first that fits counts; a value that none fits is fine. */
	readonly notes?: readonly SysctlNote[];
}

interface SysctlNote {
	readonly values: readonly string[];
	readonly verdict: Exclude<SysctlVerdict, 'fine'>;
	readonly why: string;
	/** `all`: the setting of that name alone counts; `links`: interfaces with neighbours. Default: everywhere. */
	readonly where?: 'all' | 'links';
	/** Fits every value but these. */
	readonly not?: boolean;
}

/** Somebody changed it; no harm known. */
export const unusual = (
	values: readonly string[],
	why: string,
	where?: SysctlNote['where'],
): SysctlNote => ({
	...{ values, why, verdict: 'unusual' },
	...(where && { where }),
});
export const otherThan = (values: readonly string[], why: string): SysctlNote => ({
	...{ values, why, verdict: 'unusual', not: true },
});
/** Worth a change. */
export const risky = (
	values: readonly string[],
	why: string,
	where?: SysctlNote['where'],
): SysctlNote => ({
	...{ values, why, verdict: 'risky' },
	...(where && { where }),
});
