import type { InterfaceCounters } from '../model/counters.ts';
import { parseProcNetDev } from '../parse/procNetDev.ts';
import type { Probe } from './probe.ts';

/** What each network interface carried. Readable by the shell on every Android. */
export const interfaces: Probe<readonly InterfaceCounters[]> = {
	id: 'interfaces',
	title: 'Interface counters',
	asks: [{ argv: ['cat', '/proc/net/dev'], parse: parseProcNetDev }],
	dumps: [{ title: 'NETWORK DEV INFO' }],
};
