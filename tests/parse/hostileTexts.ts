// Texts of ten megabytes that no phone prints, each made of one that a phone does: what is near to a grammar goes
// deepest into its parser.
import type { Dice } from '../fuzz/dice.ts';

export const SIZE = 10_000_000;

/** Over and over, to ten megabytes. */
const filled = (piece: string): string =>
	piece.repeat(Math.ceil(SIZE / Math.max(1, piece.length))).slice(0, SIZE);

/** What grammars count, open, close, quote and part words with. */
const MARKS = ['\t', 'a ', 'a=1 ', '[a', '(a)', '1,', '{"a":', '😀', ' '].concat(
	'0 f x - = : , . / @ % \\ " \' ( ) [ ] { } < >'.split(' '),
);

const anyMark = (dice: Dice): string => MARKS[dice.below(MARKS.length)] ?? '';

/** One place of a text cut out, said twice, or filled with something else. */
function damaged(own: string, dice: Dice): string {
	const at = dice.below(own.length);
	const to = at + dice.below(12);
	const between = dice.pick(['', own.slice(at, to).repeat(3), anyMark(dice), '\n']);
	return own.slice(0, at) + between + own.slice(to);
}

/** A hundred different ones, over and over. */
const hundred = (make: () => string): string =>
	filled(Array.from({ length: 100 }, make).join('\n') + '\n');

function oneRow(own: string): string {
	const lines = own.split('\n');
	const row = lines.reduce((one, other) => (other.length > one.length ? other : one), '');
	const at = lines.indexOf(row);
	const rows = filled(`${row}\n`);
	return [...lines.slice(0, at), rows, ...lines.slice(at)].join('\n');
}

type Shape = (own: string, dice: Dice) => string;

export const shapes: Readonly<Record<string, Shape>> = {
	'line ends': () => filled('\r\n'),
	'one line': (own) => filled(own.replaceAll(/\r?\n/g, ' ')),
	'the same again and again': (own) => filled(`${own}\n`),
	'one of its rows': oneRow,
	'what begins and does not end': (own, dice) =>
		hundred(() => own.slice(0, dice.below(own.length))),
	'damage everywhere': (own, dice) => hundred(() => damaged(own, dice)),
};

const ENDLESS = 100_000;
const LINES = 300;

/** Many texts, each with one line in which the same is said a hundred thousand times. */
export function* endlessLines(own: string, dice: Dice): Generator<string> {
	for (let nth = 0; nth < LINES; nth += 1) yield endless(own, dice);
}

function endless(own: string, dice: Dice): string {
	const lines = own.split('\n');
	const nth = dice.below(lines.length);
	const line = lines[nth] ?? '';
	const at = dice.below(line.length + 1);
	const mark = anyMark(dice);
	lines[nth] = line.slice(0, at) + mark.repeat(ENDLESS / mark.length) + line.slice(at);
	return lines.join('\n');
}
