import type { IntrusionLog } from '../model/intrusionLog.ts';
import { parseIntrusionLog } from '../parse/intrusionLog.ts';
import type { Probe } from './probe.ts';

/** What apps looked up and connected to, by Android 16's own log. The phone gives it to its person, as a file. */
export const intrusionLog: Probe<IntrusionLog> = {
	id: 'intrusionLog',
	title: 'Intrusion log',
	asks: [],
	reads: [parseIntrusionLog],
	dumps: [{ title: 'INTRUSION LOG' }],
};
