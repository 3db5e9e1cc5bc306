export interface KeyGroup {
	readonly title: string;
	readonly keys: readonly { readonly keys: readonly string[]; readonly does: string }[];
}

/** What works in every table and field of the site. */
export const commonKeys: readonly KeyGroup[] = [
	{
		title: 'Everywhere',
		keys: [
			{ keys: ['?'], does: 'This list' },
			{ keys: ['/'], does: 'Filter' },
			{ keys: ['Esc'], does: 'Close, or empty the filter' },
		],
	},
	{
		title: 'In a table',
		keys: [
			{ keys: ['↑', '↓'], does: 'Row by row' },
			{ keys: ['PgUp', 'PgDn'], does: 'Screen by screen' },
			{ keys: ['Home', 'End'], does: 'First and last row' },
			{ keys: ['Enter'], does: 'Open the row' },
			{ keys: ['Shift', '↓'], does: 'Mark rows' },
			{ keys: ['Ctrl', 'A'], does: 'Mark all rows' },
			{ keys: ['Ctrl', 'C'], does: 'Copy the marked rows' },
		],
	},
	{
		title: 'In a chart',
		keys: [
			{ keys: ['←', '→'], does: 'Point by point' },
			{ keys: ['Shift', '→'], does: 'Select a span of time' },
			{ keys: ['Esc'], does: 'Select nothing' },
		],
	},
];
