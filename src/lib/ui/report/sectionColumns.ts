import type { SectionFound } from '#lib/model/report.ts';
import type { Column } from '../shared/column.ts';
import { count } from '../shared/format.ts';

/** A section of a report, and its place in it. */
export interface SectionRow extends SectionFound {
	readonly place: number;
	/** What Porthole reads in it, in words. */
	readonly readAs: string;
}

export const sectionColumns: readonly Column<SectionRow>[] = [
	{
		...{ id: 'place', title: 'No.', numeric: true, sortable: true, width: 5, hideNarrow: true },
		text: ({ place }) => count(place),
		value: ({ place }) => place,
	},
	{
		...{ id: 'title', title: 'Section', sortable: true, grow: 2 },
		text: ({ title }) => title,
		value: ({ title }) => title,
	},
	{
		...{ id: 'command', title: 'Command or file', mono: true, hideNarrow: true, grow: 2 },
		text: ({ command }) => command,
	},
	{
		...{ id: 'lines', title: 'Lines', numeric: true, sortable: true, width: 5 },
		text: ({ lines }) => count(lines),
		value: ({ lines }) => lines,
	},
	{
		...{ id: 'read', title: 'Read as', sortable: true, grow: 2 },
		text: ({ readAs }) => readAs,
		// Those that nobody reads come last.
		value: ({ readAs }) => (readAs === '' ? undefined : readAs),
	},
];
