/** A line of `bugreportz -p` (AOSP cmds/bugreportz/readme.md). */
export type BugReportLine =
	| { readonly kind: 'progress'; readonly done: number; readonly total: number }
	/** Where on the phone the zip is. */
	| { readonly kind: 'ok'; readonly path: string }
	| { readonly kind: 'fail'; readonly why: string };

const MAX_PATH = 1000;

/** Undefined for `BEGIN:path`, which says nothing yet, and for everything that bugreportz never says. */
export function bugReportLine(line: string): BugReportLine | undefined {
	const text = line.trim();
	const [, done, total] = /^PROGRESS:(\d{1,9})\/(\d{1,9})$/.exec(text) ?? [];
	if (total !== undefined) return { kind: 'progress', done: Number(done), total: Number(total) };
	if (text.startsWith('OK:/') && text.length <= MAX_PATH)
		return { kind: 'ok', path: text.slice(3) };
	return text.startsWith('FAIL:') ? { kind: 'fail', why: text.slice(5, MAX_PATH) } : undefined;
}
