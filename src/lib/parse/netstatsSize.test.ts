import { describe, expect, test } from 'vitest';
import { parseNetstatsBpf } from './netstatsBpf.ts';
import { parseNetstatsCheckin } from './netstatsCheckin.ts';
import { parseNetstatsHistory } from './netstatsHistory.ts';
import { parseNetstatsState } from './netstatsState.ts';
import { parsePmListPackages } from './pmListPackages.ts';
import { parseUidStat } from './uidStat.ts';

const parsers = {
	parseNetstatsBpf,
	parseNetstatsCheckin,
	parseNetstatsHistory,
	parseNetstatsState,
	parsePmListPackages,
	parseUidStat,
};

const MAP = 'mAppUidStatsMap:\nuid rxBytes rxPackets txBytes txPackets\n';
const IDENT = 'ident=[{type=1, metered=false}] uid=10001 set=DEFAULT tag=0x0\n';

/** Texts that a careless pattern goes over again and again: long lines, and many short ones. */
const shapes: Readonly<Record<string, (size: number) => string>> = {
	blanks: (size) => `Xt stats:\n${' '.repeat(size)}x`,
	'blanks in a title': (size) => `a:${' '.repeat(size)}x`,
	'one endless identity': (size) => `ident=[{type=1, ${'}, {type=1, '.repeat(size / 12)}`,
	'brackets before a uid': (size) => `ident=[${'] uid='.repeat(size / 6)}`,
	'commas in a name': (size) =>
		`ident=[{type=1, networkId="${', a'.repeat(size / 3)}] uid=1 set=ALL tag=0x0`,
	'fields of a row': (size) => `${IDENT}st=${'1 rb='.repeat(size / 5)}`,
	'empty identities': (size) => IDENT.repeat(size / IDENT.length),
	'buckets without end': (size) =>
		`v1,1,2\nuid\nc,wifi,1,def,0\n${'b,1,1,1,1,1,0\n'.repeat(size / 14)}`,
	'commas of a bucket': (size) => `v1,1,2\nb${',1'.repeat(size / 2)}`,
	'maps upon maps': (size) => MAP.repeat(size / MAP.length),
	'the cache, and digits': (size) => `cache\n${'cache expiry: '.repeat(size / 14)}`,
	'trailers of a package': (size) => `package:a${' uid:1'.repeat(size / 6)}`,
};

const timed = (parse: (text: string) => unknown, text: string): number => {
	const started = performance.now();
	parse(text);
	return performance.now() - started;
};

describe.each(Object.entries(parsers))('%s', (_, parse) => {
	test.each(Object.entries(shapes))('10 MB: %s', (__, shape) => {
		// Squared work on 10 MB would take hours; reading it once takes a part of a second, on a busy machine some.
		expect(timed(parse, shape(10_000_000))).toBeLessThan(8000);
	});
});
