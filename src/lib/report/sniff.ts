import { dumpstateLine } from '../parse/dumpstateLine.ts';
import { isIntrusionLine } from '../parse/intrusionLog.ts';
import { linesOf } from '../parse/text.ts';

/** What a text may be by its first lines. */
export type TextKind = 'bugreport' | 'intrusion-log' | 'unknown';

/**
 * Sorts a text by its first bytes, a few kilobytes of them. A bug report begins with a bar of `=` and the time at which
 * it was begun; one that was cut, and dumpsys alone, with a section.
 */
export function kindOfText(head: Uint8Array): TextKind {
	const text = new TextDecoder().decode(head);
	// A text that is none of ours ends here: a capture, a picture.
	if (text.includes('\0')) return 'unknown';
	const lines = linesOf(text);
	if (lines.some(isIntrusionLine)) return 'intrusion-log';
	const marks = lines.map(dumpstateLine);
	return marks.some((mark) => mark !== undefined && BEGINS.includes(mark.kind))
		? 'bugreport'
		: 'unknown';
}

const BEGINS: readonly string[] = ['section', 'service', 'started'];
