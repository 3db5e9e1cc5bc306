// The lines by which a bug report is cut: AOSP frameworks/native cmds/dumpstate (dumpstate.cpp, DumpstateUtil.cpp,
// utils.c of old) and cmds/dumpsys (dumpsys.cpp). Everything else in it is what the commands printed.

/** A line that is the report's own, and not part of what it reports. */
export type DumpstateLine =
	/** `------ TITLE (command) ------`: what follows is that command's, or that file's. */
	| { readonly kind: 'section'; readonly title: string; readonly command: string }
	/** `DUMP OF SERVICE [CRITICAL |HIGH ]name:`: what follows is what that service dumped. */
	| { readonly kind: 'service'; readonly name: string }
	/** `... was the duration of ...` (Android 7 on), `[command: 1.2s elapsed]` (before). */
	| { readonly kind: 'end' }
	/** `*** Error dumping path (TITLE): why`: a file that could not be read, where its section would be. */
	| { readonly kind: 'error'; readonly title: string; readonly command: string }
	/** `*** command 'ss' failed: exit code 1`: of the section that it stands in. */
	| { readonly kind: 'complaint' }
	/** `== dumpstate: 2020-01-08 15:30:07`, by the phone's own clock, in its own time zone. */
	| { readonly kind: 'started'; readonly time: string };

const END: DumpstateLine = { kind: 'end' };
const COMPLAINT: DumpstateLine = { kind: 'complaint' };

/** Titles are short; a line that is longer than this is what somebody printed. */
const MAX_LINE = 1000;

const BAR = '------ ';
const SECTION_DURATION = /^\d{1,9}(?:\.\d{1,9})?s was the duration of /;
const SERVICE_DURATION = /^-{9} \d{1,9}(?:\.\d{1,9})?s was the duration of dumpsys /;
const SERVICE = /^DUMP OF SERVICE (?:(?:CRITICAL|HIGH|NORMAL|DEFAULT) )?([\w./@:+-]{1,200}):\s*$/;
const ELAPSED = /^\[[^\]]{1,300}: \d{1,9}(?:\.\d{1,9})?s elapsed\]$/;
const ERROR = /^\*\*\* Error dumping ([^ ]{1,300}) \(([^()]{1,200})\): /;
const COMPLAINTS =
	/^\*\*\* (?:command '|exec\(|[^ :]{1,300}: (?:Exit code |Killed by |Timed out |waitpid|kill\())/;
const STARTED = /^== dumpstate: (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)/;

/** What a line is to the report; undefined for a line of what it reports. */
export function dumpstateLine(line: string): DumpstateLine | undefined {
	if (line.length > MAX_LINE) return undefined;
	switch (line[0]) {
		case '-':
			return barLine(line);
		case 'D':
			return serviceLine(line);
		case '[':
			return ELAPSED.test(line) ? END : undefined;
		case '*':
			return starLine(line);
		case '=':
			return startLine(line);
		default:
			return undefined;
	}
}

function barLine(line: string): DumpstateLine | undefined {
	if (SERVICE_DURATION.test(line)) return END;
	if (!line.startsWith(BAR) || !line.endsWith(' ------') || line.length < 15) return undefined;
	const inner = line.slice(BAR.length, -BAR.length);
	if (SECTION_DURATION.test(inner)) return END;
	const open = inner.endsWith(')') ? openingOf(inner) : -1;
	if (open <= 0) return { kind: 'section', title: inner.trim(), command: '' };
	const [title, command] = [inner.slice(0, open).trim(), inner.slice(open + 1, -1)];
	return { kind: 'section', title, command };
}

/** Where the bracket opens that the last character closes: a title may have brackets of its own, `INFO (xt) (path)`. */
function openingOf(text: string): number {
	let depth = 0;
	for (let at = text.length - 1; at >= 0; at -= 1) {
		if (text[at] === ')') depth += 1;
		if (text[at] === '(') depth -= 1;
		if (depth === 0) return at;
	}
	return -1;
}

function serviceLine(line: string): DumpstateLine | undefined {
	const name = SERVICE.exec(line)?.[1];
	return name === undefined ? undefined : { kind: 'service', name };
}

function starLine(line: string): DumpstateLine | undefined {
	const [, command, title] = ERROR.exec(line) ?? [];
	if (command !== undefined && title !== undefined) return { kind: 'error', title, command };
	return COMPLAINTS.test(line) ? COMPLAINT : undefined;
}

function startLine(line: string): DumpstateLine | undefined {
	const time = STARTED.exec(line)?.[1];
	return time === undefined ? undefined : { kind: 'started', time };
}
