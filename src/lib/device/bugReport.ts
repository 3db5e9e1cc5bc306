// Bug reports as `adb bugreport` takes them: AOSP cmds/bugreportz (readme.md has its words), before Android 7
// cmds/bugreport, whose output is the text itself.
import { err, ok, type Result } from '../base/result.ts';
import type { Milliseconds } from '../base/units.ts';
import type { ShellFailure } from '../model/failure.ts';
import type { BugReport, BugReportProgress } from '../ports/device.ts';
import type { Running } from '../ports/shell.ts';
import { chunksOf } from './streams.ts';
import { bugReportLine } from './bugReportLine.ts';
import type { Session } from './identify.ts';
import { pull } from './pull.ts';
import { tell, type Listener } from './tell.ts';

/** A slow phone with a full log takes minutes. */
const PATIENCE: Milliseconds = 20 * 60_000;

/** Of bugreportz's words, which are some thousand lines of progress at most. */
const MAX_WORDS = 1024 * 1024;

/** The first Android that makes zips. */
const ZIPS_SINCE = 24;

type Tell = Listener<BugReportProgress>;

/** Lets the phone make a bug report and fetches it. */
export async function takeBugReport(
	session: Session,
	report: Tell,
	signal: AbortSignal,
): Promise<Result<BugReport, ShellFailure>> {
	tell(report, { stage: 'making', done: 0, total: undefined });
	if (session.phone.sdk < ZIPS_SINCE) return textReport(session, report, signal);
	// Android 7.0 has no -p: it says how to use it, and nothing of a report.
	const made =
		(await make(session, ['-p'], report, signal)) ?? (await make(session, [], report, signal));
	if (made === undefined) return err({ kind: 'refused', message: 'The phone made no bug report.' });
	if (!made.ok) return made;
	const path = made.value;
	const content = await pull(session.wire, path, signal, (done, total) => {
		tell(report, { stage: 'fetching', done, total });
	});
	return content.ok
		? ok({ name: path.slice(path.lastIndexOf('/') + 1), content: content.value })
		: content;
}

/** Where on the phone the report is; undefined where bugreportz did not understand the question. */
async function make(
	{ shell }: Session,
	how: readonly string[],
	report: Tell,
	signal: AbortSignal,
): Promise<Result<string, ShellFailure> | undefined> {
	const running = await shell.stream(['bugreportz', ...how], { signal, timeout: PATIENCE });
	if (!running.ok) return running;
	ignoreErrors(running.value);
	let result: Result<string, ShellFailure> | undefined;
	const decoder = new TextDecoder();
	let rest = '';
	let read = 0;
	for await (const chunk of chunksOf(running.value.stdout)) {
		read += chunk.length;
		if (read > MAX_WORDS) break;
		const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
		rest = lines.pop() ?? '';
		for (const line of lines) result = heard(line, report) ?? result;
	}
	result = heard(rest, report) ?? result;
	if (read > MAX_WORDS) await running.value.stop('kill');
	const exit = await running.value.exit;
	return exit.ok ? result : exit;
}

/** Both outputs share one connection: one that nobody reads would hold up the other. */
function ignoreErrors({ stderr }: Running): void {
	void stderr.cancel();
}

/** What a line decides, where it does. */
function heard(line: string, report: Tell): Result<string, ShellFailure> | undefined {
	const said = bugReportLine(line);
	switch (said?.kind) {
		case 'progress':
			tell(report, { stage: 'making', done: said.done, total: said.total });
			return undefined;
		case 'ok':
			return ok(said.path);
		case 'fail':
			return err({ kind: 'refused', message: said.why });
		case undefined:
			return undefined;
	}
}

/** Android 4 to 6 print the report; a terminal's line ends are taken back by the shell. */
async function textReport(
	{ shell, dialect }: Session,
	report: Tell,
	signal: AbortSignal,
): Promise<Result<BugReport, ShellFailure>> {
	const name = 'bugreport.txt';
	const how = { signal, timeout: PATIENCE };
	if (dialect === 'pty') {
		const ended = await shell.run(['bugreport'], how);
		return ended.ok ? ok({ name, content: new Blob([ended.value.stdout]) }) : ended;
	}
	const running = await shell.stream(['bugreport'], how);
	if (!running.ok) return running;
	ignoreErrors(running.value);
	const pieces: Blob[] = [];
	let done = 0;
	for await (const chunk of chunksOf(running.value.stdout)) {
		pieces.push(new Blob([chunk.slice()]));
		done += chunk.length;
		tell(report, { stage: 'fetching', done, total: undefined });
	}
	const exit = await running.value.exit;
	return exit.ok ? ok({ name, content: new Blob(pieces) }) : exit;
}
