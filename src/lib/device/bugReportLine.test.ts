import { expect, test } from 'vitest';
import { bugReportLine } from './bugReportLine.ts';

test.each([
	['PROGRESS:125/5000', { kind: 'progress', done: 125, total: 5000 }],
	['PROGRESS:125/5000\r', { kind: 'progress', done: 125, total: 5000 }],
	[
		'OK:/data/user_de/0/x/bugreport-a.zip',
		{ kind: 'ok', path: '/data/user_de/0/x/bugreport-a.zip' },
	],
	['FAIL:could not start', { kind: 'fail', why: 'could not start' }],
	['BEGIN:/data/user_de/0/x/bugreport-a.zip', undefined],
	['OK:no path', undefined],
	[`OK:/${'x'.repeat(5000)}`, undefined],
	['PROGRESS:a/b', undefined],
	['usage: bugreportz [-h | -v]', undefined],
])('%s', (line, expected) => {
	expect(bugReportLine(line)).toEqual(expected);
});
