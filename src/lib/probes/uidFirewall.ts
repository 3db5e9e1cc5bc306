import type { UidFirewall } from '../model/firewall.ts';
import { parseUidOwnerMap } from '../parse/uidOwnerMap.ts';
import type { Probe } from './probe.ts';

/** Whom the kernel's eBPF programs let through. Android 9 to 12 keep it in netd, which answers root alone. */
export const uidFirewall: Probe<UidFirewall> = {
	id: 'uidFirewall',
	title: 'Firewall per app',
	asks: [
		{ argv: ['dumpsys', 'connectivity', 'trafficcontroller'], parse: parseUidOwnerMap },
		{ argv: ['dumpsys', 'netd', 'trafficcontroller'], root: true, parse: parseUidOwnerMap },
	],
	dumps: [{ title: 'EBPF MAP STATS' }],
};
