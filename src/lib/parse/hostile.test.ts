import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Result } from '../base/result.ts';
import { parseDate } from './date.ts';
import { parseDumpsysPackages } from './dumpsysPackages.ts';
import { parseGetprop } from './getprop.ts';
import { parseId } from './id.ts';
import { parseNetstatsBpf } from './netstatsBpf.ts';
import { parseIfconfig, parseNetcfg } from './ifconfig.ts';
import { parseIpLink } from './ipLink.ts';
import { parseIpRule } from './ipRule.ts';
import { parsePmListPackages } from './pmListPackages.ts';
import { parsePmListUsers } from './pmListUsers.ts';
import { parseProcNetDev } from './procNetDev.ts';
import { parseProcNetSockets } from './procNetSockets.ts';
import { parseProcNetIpv6Route, parseProcNetRoute } from './procNetRoute.ts';
import { parseQtaguidStats } from './qtaguidStats.ts';
import { parseRtTables } from './rtTables.ts';
import { linesOf, type Unreadable } from './text.ts';

type Parser = (text: string) => Result<unknown, Unreadable>;

const parsers: Readonly<Record<string, Parser>> = {
	parseDate,
	parseDumpsysPackages,
	parseGetprop,
	parseId,
	parseNetstatsBpf,
	parsePmListPackages,
	parsePmListUsers,
	parseProcNetDev,
	parseProcNetTcp: (text) => parseProcNetSockets(text, 'tcp'),
	parseProcNetUdp6: (text) => parseProcNetSockets(text, 'udp6'),
	parseQtaguidStats,
	parseIfconfig,
	parseIpLink,
	parseIpRule4: (text) => parseIpRule(text, 4),
	parseIpRule6: (text) => parseIpRule(text, 6),
	parseNetcfg,
	parseProcNetIpv6Route,
	parseProcNetRoute,
	parseRtTables,
};

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
		expect(parse('')).toMatchObject({ ok: false, error: { kind: 'absent' } });
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
