import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { others, parsers } from '../../../tests/parse/parsers.ts';
import { linesOf } from './text.ts';

const phones = new URL('../../../tests/fixtures/phones/', import.meta.url);

/** Real lines of every grammar: a parser that is fed the wrong one, or a broken one, must say so. */
const realLines = readdirSync(phones, { recursive: true, encoding: 'utf8' })
	.filter((name) => name.endsWith('.txt'))
	.flatMap((name) => readFileSync(new URL(name, phones), 'utf8').split('\n'));

const hostileLine = fc.oneof(
	{ weight: 4, arbitrary: fc.constantFrom(...realLines) },
	{ weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
	{
		weight: 3,
		arbitrary: fc
			.tuple(fc.constantFrom(...realLines), fc.nat(200), fc.string({ maxLength: 6 }))
			.map(([line, at, junk]) => `${line.slice(0, at)}${junk}${line.slice(at + 1)}`),
	},
);
const hostileText = fc
	.tuple(fc.array(hostileLine, { maxLength: 30 }), fc.constantFrom('\n', '\r\n'))
	.map(([lines, end]) => lines.join(end));

describe.each(Object.entries(parsers))('%s', (_, parse) => {
	test('never throws, and quotes the line that it names', () => {
		fc.assert(
			fc.property(hostileText, (text) => {
				const result = parse(text);
				if (result.ok || result.error.kind === 'absent') return;
				const { line, text: quoted } = result.error;
				expect(linesOf(text)[line - 1]?.slice(0, quoted.length)).toBe(quoted);
			}),
			{ numRuns: 400 },
		);
	});

	test('finds nothing in nothing', () => {
		const result = parse('');
		// To print nothing is an answer of `ip`: there are no routes, no neighbours.
		if (result.ok) expect(result.value).toEqual([]);
		else expect(result.error.kind).toBe('absent');
	});

	test('shows no more than a few hundred characters of an endless line', () => {
		for (const start of ['[a]: [', 'package:a=', '   0: ', 'wlan0:', 'uid=', '2 wlan0 0x0 ']) {
			const result = parse(start + 'x'.repeat(100_000));
			if (!result.ok && result.error.kind === 'malformed') {
				expect(result.error.text.length).toBeLessThanOrEqual(300);
			}
		}
	});
});

/** What parsers are made of: reached through them, with what they are fed. */
const PARTS = [
	'bpfMaps.ts',
	'counting.ts',
	'historyBook.ts',
	'ipWords.ts',
	'iptablesWords.ts',
	'kernelLong.ts',
	'keyed.ts',
	'networkAgent.ts',
	'networkIdent.ts',
	'printedEndpoint.ts',
	'serviceState.ts',
	'signalStrength.ts',
	'tetherFlow.ts',
	'text.ts',
];

test('every parser of this folder is fed here', () => {
	const fed = new Set(
		[...Object.keys(parsers), ...Object.keys(others)].map((name) => name.split(' ')[0]),
	);
	const files = readdirSync(new URL('./', import.meta.url)).filter(
		(name) => !name.endsWith('.test.ts'),
	);
	const exported = (file: string) =>
		[
			...readFileSync(new URL(file, import.meta.url), 'utf8').matchAll(
				/^export (?:async )?(?:function|const) (parse\w+|sectionsOf|dumpstateLine)\b/gm,
			),
		].map(([, name = '']) => name);
	expect(files.flatMap(exported).filter((name) => !fed.has(name))).toEqual([]);
	expect(files.filter((file) => exported(file).length === 0)).toEqual(PARTS);
});
