/** One line of the result. */
export interface Figure {
	readonly what: string;
	/** Against something of the same run: what holds on other machines too. Empty where there is nothing to compare. */
	readonly ratio: string;
	/** Absolute, and of this machine alone. */
	readonly here: string;
	/** How many measurements, of what. */
	readonly runs: string;
	/** The command that prints this line again. */
	readonly command: string;
}

const TITLES: Figure = {
	what: 'Figure',
	ratio: 'Ratio (same run)',
	here: 'On this machine (median; least to most)',
	runs: 'Runs',
	command: 'Printed by',
};

const columnsOf = ({ what, ratio, here, runs, command }: Figure): readonly string[] => [
	what,
	ratio,
	here,
	runs,
	command,
];

/** The figures under their titles, in columns. Also a Markdown table. */
export function tableOf(figures: readonly Figure[]): string {
	const rows = [TITLES, ...figures].map(columnsOf);
	const widths = columnsOf(TITLES).map((_, at) =>
		Math.max(...rows.map((row) => row[at]?.length ?? 0)),
	);
	const lineOf = (cells: readonly string[]): string =>
		`| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
	const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
	const [titles = '', ...lines] = rows.map(lineOf);
	return [titles, rule, ...lines].join('\n');
}
