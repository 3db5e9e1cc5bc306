import { expect, test } from 'vitest';
import { parseDate } from './date.ts';

test.each([
	['toybox', '1700000000.123456789\n', 1_700_000_000_123],
	['toybox just after a second', '1700000000.000999999\n', 1_700_000_000_000],
	['shell v1 on a terminal', '1700000000.987654321\r\n', 1_700_000_000_987],
	['a date without %N, by its letter', '1700000000.N\n', 1_700_000_000_000],
	['a date without %N, word for word', '1700000000.%N\n', 1_700_000_000_000],
	['a date that drops what it does not know', '1700000000.\n', 1_700_000_000_000],
	['a date of whole seconds', '1700000000\n', 1_700_000_000_000],
	['a phone whose clock was never set', '86.250000000\n', 86_250],
	['a warning above', 'WARNING: linker: x\n1700000000.5000\n', 1_700_000_000_500],
])('reads %s', (_, text, time) => {
	expect(parseDate(text)).toEqual({ ok: true, value: time });
});

test.each([
	['no such command', '/system/bin/sh: date: inaccessible or not found\n'],
	['a date that knows no formats', 'Tue Nov 14 22:13:20 UTC 2023\n'],
	['a format printed back', '%s.%N\n'],
	['a time before 1970', '-86400.000000000\n'],
	['a time beyond what a Date can show', '1700000000000.000000000\n'],
	['a number inside other words', 'at 1700000000.123456789\n'],
])('finds no time in %s', (_, text) => {
	expect(parseDate(text)).toEqual({ ok: false, error: { kind: 'absent', what: 'a time' } });
});
