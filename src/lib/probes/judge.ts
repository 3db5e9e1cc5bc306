import type { Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import type { Outcome } from '../model/reading.ts';
import type { Finished } from '../ports/shell.ts';

/** How Android says no: the kernel and SELinux by errno, services by exception (AOSP `dumpPermission` and others). */
const DENIED =
	/permission denied|permission denial|securityexception|operation not permitted|does not have permission|not allowed to/i;

/** How Android says that it has no such thing: shell, toybox, dumpsys, pm. */
const MISSING =
	/can't find service|no such file|not found|inaccessible|unknown (?:option|command|list type)|no such (?:device|tool)|not recognized/i;

/** A complaint stands in the first lines; the words of a long dump further down are not about us. */
const COMPLAINT_LENGTH = 16 * 1024;
const MAX_WHY = 300;

/**
 * What became of a command that ended. An answer that can be read counts whatever the exit status (a `cat` of several
 * files fails when one is missing). Otherwise its complaints tell refused, lacking and unreadable apart: the exit
 * status cannot, since `dumpsys` and `pm` often end with 0, and old phones hide it.
 */
export function judge<T>(
	parse: (text: string) => Result<T, ParseFailure | Absent>,
	finished: Finished,
): Outcome<T> {
	const parsed = parse(finished.stdout);
	if (parsed.ok) return { kind: 'ok', value: parsed.value };
	const complaints = complaintsOf(parsed.error, finished);
	const refusal = complaints.find((line) => DENIED.test(line));
	if (refusal !== undefined) return { kind: 'denied', why: shown(refusal) };
	const lack = complaints.find((line) => MISSING.test(line));
	if (lack !== undefined) return { kind: 'missing', why: shown(lack) };
	if (parsed.error.kind === 'malformed') return { kind: 'unparsed', failure: parsed.error };
	return { kind: 'missing', why: `No ${parsed.error.what} in the answer` };
}

/** In a malformed answer only the line itself is suspected of being a complaint: the rest was readable. */
function complaintsOf(error: ParseFailure | Absent, finished: Finished): readonly string[] {
	if (error.kind === 'malformed') return [error.text];
	const { stdout, stderr } = finished;
	return `${stderr.slice(0, COMPLAINT_LENGTH)}\n${stdout.slice(0, COMPLAINT_LENGTH)}`.split('\n');
}

const shown = (line: string): string => line.trim().slice(0, MAX_WHY);
