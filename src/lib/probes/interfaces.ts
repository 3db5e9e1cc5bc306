import type { InterfaceCounters } from '../model/counters.ts';
import { parseProcNetDev } from '../parse/procNetDev.ts';
import { parseSysNetStatistics } from '../parse/sysNetStatistics.ts';
import type { Probe } from './probe.ts';

/** By the shell itself: a `cat` for each of hundreds of files would take seconds. */
const STATISTICS = `for file in /sys/class/net/*/statistics/*; do
	[ -r $file ] && value=$(<$file) && echo $file $value
done`;

/**
 * What each network interface carried. Readable by the shell on every Android; the files of /sys/class/net, which say the
 * same, by Android 6 at most and by root.
 */
export const interfaces: Probe<readonly InterfaceCounters[]> = {
	id: 'interfaces',
	title: 'Interface counters',
	asks: [
		{ argv: ['cat', '/proc/net/dev'], parse: parseProcNetDev },
		{ argv: ['sh', '-c', STATISTICS], parse: parseSysNetStatistics },
	],
	dumps: [{ title: 'NETWORK DEV INFO' }],
};
