import type { Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import type { UsageHistory } from '../model/netstats.ts';
import { parseNetstatsCheckin } from '../parse/netstatsCheckin.ts';
import { parseNetstatsHistory } from '../parse/netstatsHistory.ts';
import type { Probe } from './probe.ts';

/** A month, in milliseconds. Releases before 5.1 know no --checkin and obey the last word alone. */
const ARGUMENTS = ['netstats', '--checkin', '--uid', '--tag', '--duration=2592000000', 'detail'];

/** What each app carried on each day, as Android wrote it down: 90 days are kept, 15 of them with tags. */
export const history: Probe<UsageHistory> = {
	id: 'history',
	title: 'Traffic of past days',
	asks: [
		{ argv: ['dumpsys', '-t', '60', ...ARGUMENTS], timeout: 70_000, parse: parseHistory },
		// Before Android 8 there is no -t.
		{ argv: ['dumpsys', ...ARGUMENTS], timeout: 70_000, parse: parseHistory },
	],
	dumps: [{ title: 'CHECKIN NETSTATS' }, { service: 'netstats' }],
};

function parseHistory(text: string): Result<UsageHistory, ParseFailure | Absent> {
	const checkin = parseNetstatsCheckin(text);
	if (checkin.ok) return checkin;
	const read = parseNetstatsHistory(text);
	if (!read.ok) return read;
	const { from, series, doubts } = read.value;
	return { ok: true, value: { from, series, doubts } };
}
