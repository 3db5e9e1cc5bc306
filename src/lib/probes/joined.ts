import { err, ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import type { Section } from '../parse/sections.ts';
import { movedDown } from '../parse/text.ts';

/** The rows of several parts of one answer, each read by the same parser. The first that fails fails the whole. */
export function joined<T>(
	sections: readonly Section[],
	parse: (text: string) => Result<readonly T[], ParseFailure | Absent>,
): Result<readonly T[], ParseFailure | Absent> {
	const rows: T[] = [];
	for (const section of sections) {
		const parsed = parse(section.text);
		if (!parsed.ok) return err(movedDown(parsed.error, section.offset));
		for (const row of parsed.value) rows.push(row);
	}
	return ok(rows);
}
