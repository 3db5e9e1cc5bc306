// What the command prints: every disagreement that nobody explained, and how far both agree, field by field.
import type { Agreement, Disagreement, Judgement } from './compare.ts';
import { FIELDS, type Field } from './fields.ts';

export function disagreementLine({ file, field, item, frame, ours, theirs }: Disagreement): string {
	const place = frame === undefined || item === `frame ${frame}` ? item : `${item}, frame ${frame}`;
	const said = (text: string | undefined): string => text ?? 'nothing';
	return `${file}: ${field}: ${place}: ours ${said(ours)}, theirs ${said(theirs)}`;
}

const TITLES = ['field', 'agree', 'of', '%', 'explained', 'unexplained'];

/** A line for each field. What is explained does not agree all the same. */
export function agreementTable({ compared }: Agreement, judgement: Judgement): string {
	const rows = FIELDS.map((field) => {
		const items = compared.get(field) ?? 0;
		const explained = countOf(judgement.explained, field);
		const unexplained = countOf(judgement.unexplained, field);
		const agree = items - explained - unexplained;
		const share = items === 0 ? '-' : percentOf(agree, items);
		return [field, ...[agree, items, share, explained, unexplained].map(String)];
	});
	const lines = [TITLES, ...rows];
	const widths = TITLES.map((_, column) =>
		Math.max(...lines.map((line) => line[column]?.length ?? 0)),
	);
	const padded = (cell: string, column: number): string =>
		column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
	return lines.map((line) => line.map(padded).join('  ')).join('\n');
}

const countOf = (disagreements: readonly Disagreement[], field: Field): number =>
	disagreements.filter((each) => each.field === field).length;

/** Rounded down, so that only everything is 100 %. */
const percentOf = (part: number, whole: number): string =>
	(Math.floor((10_000 * part) / whole) / 100).toFixed(2);
