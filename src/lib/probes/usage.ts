import type { UidUsage } from '../model/counters.ts';
import { parseNetstatsBpf } from '../parse/netstatsBpf.ts';
import { parseQtaguidStats } from '../parse/qtaguidStats.ts';
import { parseUidStat } from '../parse/uidStat.ts';
import type { Probe } from './probe.ts';

/** Reads each file by the shell itself: no process is started for it. */
const UID_STAT = `for file in /proc/uid_stat/*/tcp_rcv /proc/uid_stat/*/tcp_snd; do
	[ -r $file ] && bytes=$(<$file) && echo $file $bytes
done`;

const QTAGUID = ['cat', '/proc/net/xt_qtaguid/stats'] as const;

/**
 * What each app carried since boot, the most complete count first. Phones before Android 8 know no -t and look for a
 * service of that name; those from 10 to 12 refuse all but root; early builds of 13 print the maps elsewhere.
 */
export const usage: Probe<UidUsage> = {
	id: 'usage',
	title: 'Traffic per app',
	asks: [
		{ argv: ['dumpsys', '-t', '30', 'netstats'], timeout: 40_000, parse: parseNetstatsBpf },
		{ argv: QTAGUID, parse: parseQtaguidStats },
		{ argv: ['dumpsys', 'connectivity', 'trafficcontroller'], parse: parseNetstatsBpf },
		{ argv: ['sh', '-c', UID_STAT], parse: parseUidStat },
		{ argv: ['dumpsys', 'netd', 'trafficcontroller'], root: true, parse: parseNetstatsBpf },
		{ argv: QTAGUID, root: true, parse: parseQtaguidStats },
	],
	dumps: [
		{ service: 'netstats' },
		{ title: 'EBPF MAP STATS' },
		{ service: 'netd' },
		{ title: 'QTAGUID STATS INFO' },
	],
};
