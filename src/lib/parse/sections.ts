import { linesOf } from './text.ts';

/** A part of an answer to a command that asks several things, under the title it was announced with. */
export interface Section {
	readonly title: string;
	/** How many lines of the whole stand above the section's first. */
	readonly offset: number;
	readonly text: string;
}

const MARK = '@@';

/** Cuts an answer at its `@@title` lines. What stands above the first is the section titled ''. */
export function sectionsOf(text: string): readonly Section[] {
	const lines = linesOf(text);
	const starts = [-1];
	for (const [index, line] of lines.entries()) if (line.startsWith(MARK)) starts.push(index);
	return starts.map((start, nth) => ({
		title: lines[start]?.slice(MARK.length).trim() ?? '',
		offset: start + 1,
		text: lines.slice(start + 1, starts[nth + 1]).join('\n'),
	}));
}
