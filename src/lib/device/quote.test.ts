import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOSTILE } from '../../../tests/device/hostile.ts';
import { refusalOf, shellLine } from './quote.ts';

/** What a program is given when the line goes through /bin/sh: its arguments, each ended by a NUL. */
function received(line: string): readonly string[] {
	const output = execFileSync('/bin/sh', ['-c', line], { encoding: 'utf8' });
	return output.split('\0').slice(0, -1);
}

const print = (words: readonly string[]): readonly string[] => ['printf', '%s\\0', ...words];

describe('a program gets its arguments as they were meant', () => {
	test.each(HOSTILE)('%s', (_, word) => {
		expect(received(shellLine(print([word, 'next'])))).toEqual([word, 'next']);
	});

	test('all at once', () => {
		const words = HOSTILE.map(([, word]) => word);
		expect(received(shellLine(print(words)))).toEqual(words);
	});

	test('through two shells, as su -c needs it', () => {
		const words = HOSTILE.map(([, word]) => word);
		const line = shellLine(['/bin/sh', '-c', shellLine(print(words))]);
		expect(received(line)).toEqual(words);
	});

	test('any text', () => {
		const text = fc.string({ unit: 'grapheme' }).filter((word) => !word.includes('\0'));
		const words = fc.array(text, { minLength: 1, maxLength: 50 });
		fc.assert(
			fc.property(words, (given) => {
				expect(received(shellLine(print(given)))).toEqual(given);
			}),
			{ numRuns: 50 },
		);
	});
});

describe('refused', () => {
	test.each([
		['a NUL, which would cut the argument short', ['echo', 'a\0b']],
		['no program', []],
		['a nameless program', ['', 'x']],
	])('%s', (_, argv) => {
		expect(refusalOf(argv)).toEqual(expect.any(String));
	});

	test('nothing else', () => {
		expect(HOSTILE.map(([, word]) => refusalOf(['echo', word]))).toEqual(
			HOSTILE.map(() => undefined),
		);
	});
});
