import { err, type Err } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';

/** What every parser of this folder may answer besides a value. */
export type Unreadable = ParseFailure | Absent;

/** A failure shows its line to a person; a megabyte without a line feed is not shown whole. */
const MAX_SHOWN = 300;

/** The lines of a text. A terminal's `\r\n` counts as `\n` (shell v1 runs on a pty); no empty last line. */
export function linesOf(text: string): readonly string[] {
	const lines = text.split('\n');
	if (lines.at(-1) === '') lines.pop();
	return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}

/** The line at `index` (from 0) is not what `expected` says. */
export function malformed(expected: string, index: number, line: string): Err<ParseFailure> {
	return err({ kind: 'malformed', expected, line: index + 1, text: line.slice(0, MAX_SHOWN) });
}

/** The text holds nothing of `what`. */
export function absent(what: string): Err<Absent> {
	return err({ kind: 'absent', what });
}

/** The same failure, of a text that began `offset` lines further down. */
export function movedDown<F extends Unreadable>(failure: F, offset: number): F | ParseFailure {
	return failure.kind === 'malformed' ? { ...failure, line: failure.line + offset } : failure;
}

/** A count in decimal; undefined where it is none, or too big to be exact (2^53). */
export function decimal(text: string | undefined): number | undefined {
	if (text === undefined || !/^\d{1,16}$/.test(text)) return undefined;
	const value = Number(text);
	return Number.isSafeInteger(value) ? value : undefined;
}

/** A uid or gid: an unsigned 32-bit number. */
export function idNumber(text: string | undefined): number | undefined {
	const value = decimal(text);
	return value !== undefined && value < 2 ** 32 ? value : undefined;
}

/** Fields between blanks. */
export function fieldsOf(line: string): readonly string[] {
	const trimmed = line.trim();
	return trimmed === '' ? [] : trimmed.split(/\s+/);
}

/**
 * What tools print around an answer and what is no part of it: the linker's and the VM's warnings, and the
 * complaints of a command about one of several things that it was asked for.
 */
export function isRemark(line: string): boolean {
	return REMARK.test(line) || COMPLAINT.test(line);
}

const REMARK =
	/^(?:WARNING:|Warning:|linker: |cmd: |\s+at [\w.$]+\(|\s+\.\.\. \d+ more|Caused by: )/;
const COMPLAINT =
	/(?:Permission [Dd]eni(?:ed|al)|SecurityException|No such file|[Ee]xception|^Error\b|^Failure\b)/;
