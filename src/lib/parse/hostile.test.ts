import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Result } from '../base/result.ts';
import { parseDate } from './date.ts';
import { parseDumpsysNetpolicy } from './dumpsysNetpolicy.ts';
import { parseDumpsysPackages } from './dumpsysPackages.ts';
import { parseGetprop } from './getprop.ts';
import { parseId } from './id.ts';
import { parseNetstat } from './netstat.ts';
import { parseIptablesList } from './iptablesList.ts';
import { parseIptablesSave } from './iptablesSave.ts';
import { parseNetfilterLog } from './netfilterLog.ts';
import { parseNetstatsBpf } from './netstatsBpf.ts';
import { parseNetstatsCheckin } from './netstatsCheckin.ts';
import { parseNetstatsHistory } from './netstatsHistory.ts';
import { parseNetstatsState } from './netstatsState.ts';
import { parseIntrusionLog } from './intrusionLog.ts';
import { parsePackagesJson } from './packagesJson.ts';
import { parseIfconfig, parseNetcfg } from './ifconfig.ts';
import { parseIpLink } from './ipLink.ts';
import { parseIpRule } from './ipRule.ts';
import { parsePmListPackages } from './pmListPackages.ts';
import { parsePmListUsers } from './pmListUsers.ts';
import { parseProcNetDev } from './procNetDev.ts';
import { parseProcNetSockets } from './procNetSockets.ts';
import { parseProcNetSnmp } from './procNetSnmp.ts';
import { parseProcNetSnmp6 } from './procNetSnmp6.ts';
import { parseProcNetSockstat } from './procNetSockstat.ts';
import { parseProcNetSoftnetStat } from './procNetSoftnetStat.ts';
import { parseProcNetNetlink, parseProcNetPacket, parseProcNetProtocols } from './procNetTables.ts';
import { parsePs } from './ps.ts';
import { parseQtaguidStats } from './qtaguidStats.ts';
import { parseLsof, parseProcFd } from './socketHolders.ts';
import { parseSs } from './ss.ts';
import { parseNetstatUnix, parseProcNetUnix } from './unixSockets.ts';
import { parseBatterystatsCheckin } from './batterystatsCheckin.ts';
import { parseBatterystatsText } from './batterystatsText.ts';
import { parseDumpsysBluetooth } from './dumpsysBluetooth.ts';
import { parseDumpsysConnectivity } from './dumpsysConnectivity.ts';
import { parseDumpsysResolver } from './dumpsysResolver.ts';
import { parseDumpsysTethering } from './dumpsysTethering.ts';
import { parseSysctl } from './sysctl.ts';
import { parseTelephonyRegistry } from './telephonyRegistry.ts';
import { parseWifiStatus } from './wifiStatus.ts';
import { parsePrivateDnsSettings, parseSettingsDump } from './settings.ts';
import { parseUidOwnerMap } from './uidOwnerMap.ts';
import { parseProcNetIpv6Route, parseProcNetRoute } from './procNetRoute.ts';
import { parseRtTables } from './rtTables.ts';
import { linesOf, type Unreadable } from './text.ts';
import { parseUidStat } from './uidStat.ts';

type Parser = (text: string) => Result<unknown, Unreadable>;

const parsers: Readonly<Record<string, Parser>> = {
	parseBatterystatsCheckin,
	parseBatterystatsText,
	parseDate,
	parseDumpsysBluetooth,
	parseDumpsysConnectivity,
	parseDumpsysNetpolicy,
	parseDumpsysPackages,
	parseDumpsysResolver,
	parseDumpsysTethering,
	parseGetprop,
	parseId,
	parseIptablesList,
	parseIptablesSave: (text) => parseIptablesSave(text, 'ipv4'),
	parseNetfilterLog,
	parseNetstatsBpf,
	parseNetstatsCheckin,
	parseNetstatsHistory,
	parseNetstatsState,
	parseIntrusionLog,
	parsePackagesJson,
	parsePmListPackages,
	parsePmListUsers,
	parsePrivateDnsSettings,
	parseProcNetDev,
	parseProcNetSnmp: (text) => parseProcNetSnmp(text, 'netstat'),
	parseProcNetSnmp6: (text) => parseProcNetSnmp6(text, 'snmp6'),
	parseProcNetSockstat: (text) => parseProcNetSockstat(text, 'sockstat'),
	parseProcNetSoftnetStat,
	parseProcNetTcp: (text) => parseProcNetSockets(text, 'tcp'),
	parseProcNetUdp6: (text) => parseProcNetSockets(text, 'udp6'),
	parseQtaguidStats,
	parseProcNetRaw6: (text) => parseProcNetSockets(text, 'raw6'),
	parseNetstat,
	parseNetstatUnix,
	parseSs,
	parsePs,
	parseLsof,
	parseProcFd,
	parseProcNetNetlink,
	parseProcNetPacket,
	parseProcNetProtocols,
	parseProcNetUnix,
	parseSettingsDump,
	parseSysctl,
	parseTelephonyRegistry,
	parseWifiStatus,
	parseUidOwnerMap,
	parseUidStat,
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
