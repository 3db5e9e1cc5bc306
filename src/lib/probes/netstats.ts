import type { NetstatsState } from '../model/netstats.ts';
import { parseNetstatsState } from '../parse/netstatsState.ts';
import type { Probe } from './probe.ts';

/** What Android itself books of the traffic of its interfaces, and answers apps from. */
export const netstats: Probe<NetstatsState> = {
	id: 'netstats',
	title: 'Interfaces in Android’s books',
	asks: [
		{ argv: ['dumpsys', '-t', '30', 'netstats'], timeout: 40_000, parse: parseNetstatsState },
		// Before Android 8 there is no -t.
		{ argv: ['dumpsys', 'netstats'], parse: parseNetstatsState },
	],
	dumps: [{ service: 'netstats' }],
};
