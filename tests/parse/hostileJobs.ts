// What is fed to what: every parser, what else reads text, and every probe, whose parsers put several answers together.
import { probes } from '../../src/lib/probes/index.ts';
import { readAnswer, type Probe } from '../../src/lib/probes/probe.ts';
import { Dice } from '../fuzz/dice.ts';
import { endlessLines, shapes } from './hostileTexts.ts';
import { otherTexts, ownText, probeText } from './ownTexts.ts';
import { others, parsers } from './parsers.ts';

export interface Job {
	readonly reader: string;
	readonly shape: string;
}

export interface Done {
	/** What it threw, in words. */
	readonly threw: string | undefined;
	/** Parts of all that came back, for each character that went in. */
	readonly partsEach: number;
	/** Characters of the text that a failure shows. */
	readonly shown: number;
}

const ENDLESS = 'lines without end';
/** Probes read by parsers that are fed by themselves: what is left to try is their putting together. */
const OF_PROBES = ['the same again and again', 'one of its rows'];

interface Reader {
	readonly read: (text: string) => unknown;
	readonly own: () => string;
	readonly shapes: readonly string[];
}

const allShapes = [...Object.keys(shapes), ENDLESS];

const ofParsers = Object.entries(parsers).map(([name, read]): readonly [string, Reader] => [
	name,
	{ read, own: () => ownText(read), shapes: allShapes },
]);
const ofOthers = Object.entries(others).map(([name, read]): readonly [string, Reader] => [
	name,
	{ read, own: () => otherTexts[name] ?? '', shapes: allShapes },
]);
const ofProbes = Object.values<Probe<unknown>>(probes).map((probe): readonly [string, Reader] => [
	`probe ${probe.id}`,
	{ read: (text) => readAnswer(probe, text), own: () => probeText(probe.id), shapes: OF_PROBES },
]);

/** By name. */
export const readers: ReadonlyMap<string, Reader> = new Map([
	...ofParsers,
	...ofOthers,
	...ofProbes,
]);

export function doJob({ reader, shape }: Job): Done {
	const { read, own } = readers.get(reader) ?? { read: () => undefined, own: () => '' };
	const dice = new Dice(1);
	const texts =
		shape === ENDLESS ? endlessLines(own(), dice) : [shapes[shape]?.(own(), dice) ?? ''];
	let done: Done = { threw: undefined, partsEach: 0, shown: 0 };
	for (const text of texts) done = worse(done, fed(read, text));
	return done;
}

const worse = (one: Done, other: Done): Done => ({
	threw: one.threw ?? other.threw,
	partsEach: Math.max(one.partsEach, other.partsEach),
	shown: Math.max(one.shown, other.shown),
});

function fed(read: Reader['read'], text: string): Done {
	try {
		const result = read(text);
		return { threw: undefined, partsEach: partsOf(result) / text.length, shown: shownOf(result) };
	} catch (error) {
		return { threw: String(error), partsEach: 0, shown: 0 };
	}
}

/** Of every depth. */
function partsOf(value: unknown): number {
	let parts = 0;
	const open = [value];
	for (let one = open.pop(); open.length > 0 || one !== undefined; one = open.pop()) {
		parts += 1;
		if (typeof one !== 'object' || one === null) continue;
		for (const inner of Object.values(one)) open.push(inner);
	}
	return parts;
}

function shownOf(result: unknown): number {
	if (typeof result !== 'object' || result === null || !('error' in result)) return 0;
	const { error } = result;
	const text = typeof error === 'object' && error !== null && 'text' in error ? error.text : '';
	return typeof text === 'string' ? text.length : 0;
}
