import type { UidUsage } from '../model/counters.ts';
import { parseNetstatsBpf } from '../parse/netstatsBpf.ts';
import { parseQtaguidStats } from '../parse/qtaguidStats.ts';
import type { Probe } from './probe.ts';

/**
 * What each app carried since boot. Phones before Android 8 know no -t and look for a service of that name; those
 * from 10 to 12 refuse both ways to a shell without root.
 */
export const usage: Probe<UidUsage> = {
	id: 'usage',
	title: 'Traffic per app',
	asks: [
		{ argv: ['dumpsys', '-t', '30', 'netstats'], timeout: 40_000, parse: parseNetstatsBpf },
		{ argv: ['cat', '/proc/net/xt_qtaguid/stats'], parse: parseQtaguidStats },
	],
	dumps: [
		{ service: 'netstats' },
		{ title: 'EBPF MAP STATS' },
		{ service: 'netd' },
		{ title: 'QTAGUID STATS INFO' },
	],
};
