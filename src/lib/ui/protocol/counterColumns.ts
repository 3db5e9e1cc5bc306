import type { Snippet } from 'svelte';
import type { CounterSeen } from '#lib/model/protocolSeen.ts';
import type { Column } from '../shared/column.ts';
import { count, NONE } from '../shared/format.ts';
import { GROWTH, TOPICS } from './topicWords.ts';

interface Cells {
	readonly topic: Snippet<[CounterSeen]>;
	readonly course: Snippet<[CounterSeen]>;
}

export const UNKNOWN = 'Not known: this kernel’s own';

/** Per second, with as many decimals as tell something: `0.25/s`, `12.4/s`, `205/s`. */
export function perSecond(value: number): string {
	if (value === 0) return `0/s`;
	const digits = value < 1 ? 2 : value < 100 ? 1 : 0;
	return `${digits === 0 ? count(value) : value.toFixed(digits)}/s`;
}

/** By how much something changed: `+31`, `−2`, `0`. */
export function changeOf({ change }: CounterSeen): string {
	if (change === undefined) return NONE;
	return change > 0 ? `+${count(change)}` : count(change);
}

/** How fast a counter grows now; an amount has no speed. */
export const nowOf = ({ gauge, course }: CounterSeen): string =>
	gauge ? NONE : perSecond(course.at(-1) ?? 0);

/** The columns of the Protocols page; those of a watch only where there was one. */
export function counterColumns(cells: Cells, watched: boolean): readonly Column<CounterSeen>[] {
	const always: readonly Column<CounterSeen>[] = [
		{
			...{ id: 'counter', title: 'Counter', sortable: true, mono: true, width: 14 },
			value: ({ id }) => id,
			text: ({ id }) => id,
		},
		{
			...{ id: 'meaning', title: 'Meaning', width: 16, grow: 2, hideNarrow: true },
			text: ({ meaning }) => meaning?.words ?? UNKNOWN,
		},
		{
			...{ id: 'topic', title: 'Tells of', sortable: true, width: 9.5, grow: 0, hideNarrow: true },
			value: ({ meaning }) => meaning?.topic,
			text: ({ meaning }) => (meaning === undefined ? '' : TOPICS[meaning.topic]),
			exact: ({ meaning }) => (meaning === undefined ? UNKNOWN : GROWTH[meaning.growth]),
			cell: cells.topic,
		},
		{
			...{ id: 'value', title: 'Since boot', numeric: true, sortable: true, width: 8 },
			value: ({ value }) => value,
			text: ({ value }) => String(value),
			show: ({ value }) => count(value),
		},
	];
	if (!watched) return always;
	return [
		...always,
		{
			...{ id: 'change', title: 'Since connecting', numeric: true, sortable: true, width: 10 },
			value: ({ change }) => change,
			text: ({ change }) => String(change ?? ''),
			show: changeOf,
		},
		{
			...{ id: 'now', title: 'Now', numeric: true, sortable: true, width: 11, hideNarrow: true },
			hint: 'Per second, over the last minute; of amounts their course',
			value: ({ course }) => course.at(-1),
			text: ({ course }) => String(course.at(-1) ?? 0),
			cell: cells.course,
		},
	];
}
