import { ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import { absent, isRemark, linesOf, malformed } from './text.ts';

const START = /^\[([^\]]{1,256})\]: \[/;

/**
 * Reads `getprop`: every system property by its key.
 *
 * A value may hold line feeds and brackets (bionic `toolbox/getprop.cpp` escapes nothing): it ends with a `]` at
 * the end of a line after which the next property begins or nothing more comes.
 */
export function parseGetprop(
	text: string,
): Result<ReadonlyMap<string, string>, ParseFailure | Absent> {
	const lines = linesOf(text);
	const properties = new Map<string, string>();
	for (let index = 0; index < lines.length; index += 1) {
		const line = lines[index] ?? '';
		const [opening, key] = START.exec(line) ?? [];
		if (opening === undefined || key === undefined) {
			if (line === '' || isRemark(line)) continue;
			return malformed('[key]: [value]', index, line);
		}
		const end = lastLineOfValue(lines, index);
		if (end === undefined) return malformed('a value that ends with ]', index, line);
		const whole = lines.slice(index, end + 1).join('\n');
		properties.set(key, whole.slice(opening.length, -1));
		index = end;
	}
	return properties.size === 0 ? absent('system properties') : ok(properties);
}

/** A value runs on until a `]` that the next property, a remark or the end follows. */
function lastLineOfValue(lines: readonly string[], from: number): number | undefined {
	for (let index = from; index < lines.length; index += 1) {
		if (index > from && START.test(lines[index] ?? '')) return undefined;
		if (lines[index]?.endsWith(']') === true && valueMayEnd(lines[index + 1])) return index;
	}
	return undefined;
}

const valueMayEnd = (next: string | undefined): boolean =>
	next === undefined || next === '' || START.test(next);
