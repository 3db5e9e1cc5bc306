import { dnsPayers, privateDnsWords } from '#lib/analysis/dns.ts';
import { judgedSysctls } from '#lib/analysis/sysctl.ts';
import type { DnsPayers, PrivateDnsWords } from '#lib/model/dns.ts';
import { type Readings, valueOf } from '#lib/model/reading.ts';
import type { JudgedSysctl } from '#lib/model/sysctl.ts';

/** What follows from the readings that the System page shows. */
export interface SystemFacts {
	/** Undefined where the phone's release is not known. */
	readonly dnsPayers: DnsPayers | undefined;
	readonly privateDns: PrivateDnsWords | undefined;
	readonly sysctls: readonly JudgedSysctl[];
}

export function systemFactsOf(readings: Readings | undefined): SystemFacts {
	const sdk = valueOf(readings?.identity)?.sdk;
	const settings = valueOf(readings?.privateDns);
	return {
		dnsPayers: sdk === undefined ? undefined : dnsPayers(sdk),
		privateDns: settings === undefined ? undefined : privateDnsWords(settings, sdk),
		sysctls: judgedSysctls(valueOf(readings?.sysctl) ?? []),
	};
}
