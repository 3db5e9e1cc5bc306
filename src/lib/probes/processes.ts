import type { Process } from '../model/process.ts';
import { parsePs } from '../parse/ps.ts';
import type { Probe } from './probe.ts';

/**
 * What runs, and as whom: a socket's uid then names the processes it may belong to. toolbox (Android 4 to 7) knows no
 * `-o`, and takes what it does not know for the name to look for: it lists nothing then, which is no answer.
 */
export const processes: Probe<readonly Process[]> = {
	id: 'processes',
	title: 'Processes',
	asks: [
		{ argv: ['ps', '-A', '-o', 'UID,PID,NAME'], parse: parsePs },
		{ argv: ['ps', '-n'], parse: parsePs },
		{ argv: ['ps'], parse: parsePs },
	],
	dumps: [{ title: 'PROCESSES AND THREADS' }, { title: 'PROCESSES' }],
};
