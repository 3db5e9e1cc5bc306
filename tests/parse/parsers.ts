// Every parser of src/lib/parse, for the tests that feed them what no phone ever said.
import type { Result } from '../../src/lib/base/result.ts';
import { parseBatterystatsCheckin } from '../../src/lib/parse/batterystatsCheckin.ts';
import { parseBatterystatsText } from '../../src/lib/parse/batterystatsText.ts';
import { parseBtsnooz } from '../../src/lib/parse/btsnooz.ts';
import { parseDate } from '../../src/lib/parse/date.ts';
import { dumpstateLine } from '../../src/lib/parse/dumpstateLine.ts';
import { parseDumpsysBluetooth } from '../../src/lib/parse/dumpsysBluetooth.ts';
import { parseDumpsysConnectivity } from '../../src/lib/parse/dumpsysConnectivity.ts';
import { parseDumpsysNetpolicy } from '../../src/lib/parse/dumpsysNetpolicy.ts';
import { parseDumpsysPackages } from '../../src/lib/parse/dumpsysPackages.ts';
import { parseDumpsysResolver } from '../../src/lib/parse/dumpsysResolver.ts';
import { parseDumpsysTethering } from '../../src/lib/parse/dumpsysTethering.ts';
import { parseGetprop } from '../../src/lib/parse/getprop.ts';
import { parseId } from '../../src/lib/parse/id.ts';
import { parseIfconfig, parseNetcfg } from '../../src/lib/parse/ifconfig.ts';
import { parseIntrusionLog } from '../../src/lib/parse/intrusionLog.ts';
import { parseIpLink } from '../../src/lib/parse/ipLink.ts';
import { parseIpNeigh, parseProcNetArp } from '../../src/lib/parse/ipNeigh.ts';
import { parseIpRoute } from '../../src/lib/parse/ipRoute.ts';
import { parseIpRule } from '../../src/lib/parse/ipRule.ts';
import { parseIptablesList } from '../../src/lib/parse/iptablesList.ts';
import { parseIptablesSave } from '../../src/lib/parse/iptablesSave.ts';
import { parseNetfilterLog } from '../../src/lib/parse/netfilterLog.ts';
import { parseNetstat } from '../../src/lib/parse/netstat.ts';
import { parseNetstatsBpf } from '../../src/lib/parse/netstatsBpf.ts';
import { parseNetstatsCheckin } from '../../src/lib/parse/netstatsCheckin.ts';
import { parseNetstatsHistory } from '../../src/lib/parse/netstatsHistory.ts';
import { parseNetstatsState } from '../../src/lib/parse/netstatsState.ts';
import { parsePackagesJson } from '../../src/lib/parse/packagesJson.ts';
import { parsePmListPackages } from '../../src/lib/parse/pmListPackages.ts';
import { parsePmListUsers } from '../../src/lib/parse/pmListUsers.ts';
import { parseProcNetDev } from '../../src/lib/parse/procNetDev.ts';
import { parseProcNetIpv6Route, parseProcNetRoute } from '../../src/lib/parse/procNetRoute.ts';
import { parseProcNetSnmp } from '../../src/lib/parse/procNetSnmp.ts';
import { parseProcNetSnmp6 } from '../../src/lib/parse/procNetSnmp6.ts';
import { parseProcNetSockets } from '../../src/lib/parse/procNetSockets.ts';
import { parseProcNetSockstat } from '../../src/lib/parse/procNetSockstat.ts';
import { parseProcNetSoftnetStat } from '../../src/lib/parse/procNetSoftnetStat.ts';
import {
	parseProcNetNetlink,
	parseProcNetPacket,
	parseProcNetProtocols,
} from '../../src/lib/parse/procNetTables.ts';
import { parsePs } from '../../src/lib/parse/ps.ts';
import { parseQtaguidStats } from '../../src/lib/parse/qtaguidStats.ts';
import { parseRtTables } from '../../src/lib/parse/rtTables.ts';
import { sectionsOf } from '../../src/lib/parse/sections.ts';
import {
	parsePrivateDnsSettings,
	parseSettingsDump,
	parseSettingsList,
} from '../../src/lib/parse/settings.ts';
import { parseLsof, parseProcFd } from '../../src/lib/parse/socketHolders.ts';
import { parseSs } from '../../src/lib/parse/ss.ts';
import { parseSysctl } from '../../src/lib/parse/sysctl.ts';
import { parseTelephonyRegistry } from '../../src/lib/parse/telephonyRegistry.ts';
import { parseUidOwnerMap } from '../../src/lib/parse/uidOwnerMap.ts';
import { parseSysNetStatistics } from '../../src/lib/parse/sysNetStatistics.ts';
import { parseUidStat } from '../../src/lib/parse/uidStat.ts';
import { parseNetstatUnix, parseProcNetUnix } from '../../src/lib/parse/unixSockets.ts';
import { parseWifiStatus } from '../../src/lib/parse/wifiStatus.ts';
import { linesOf, type Unreadable } from '../../src/lib/parse/text.ts';

export type Parser = (text: string) => Result<unknown, Unreadable>;

/** By the parser's own name, and what else it is told. */
export const parsers: Readonly<Record<string, Parser>> = {
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
	parseIfconfig,
	parseIntrusionLog,
	parseIpLink,
	parseIpNeigh,
	'parseIpRoute 4': (text) => parseIpRoute(text, 4),
	'parseIpRoute 6': (text) => parseIpRoute(text, 6),
	'parseIpRule 4': (text) => parseIpRule(text, 4),
	'parseIpRule 6': (text) => parseIpRule(text, 6),
	parseIptablesList,
	parseIptablesSave: (text) => parseIptablesSave(text, 'ipv4'),
	parseLsof,
	parseNetcfg,
	parseNetfilterLog,
	parseNetstat,
	parseNetstatUnix,
	parseNetstatsBpf,
	parseNetstatsCheckin,
	parseNetstatsHistory,
	parseNetstatsState,
	parsePackagesJson,
	parsePmListPackages,
	parsePmListUsers,
	parsePrivateDnsSettings,
	parseProcFd,
	parseProcNetArp,
	parseProcNetDev,
	parseProcNetIpv6Route,
	parseProcNetNetlink,
	parseProcNetPacket,
	parseProcNetProtocols,
	parseProcNetRoute,
	parseProcNetSnmp: (text) => parseProcNetSnmp(text, 'netstat'),
	parseProcNetSnmp6: (text) => parseProcNetSnmp6(text, 'snmp6'),
	'parseProcNetSockets tcp': (text) => parseProcNetSockets(text, 'tcp'),
	'parseProcNetSockets udp6': (text) => parseProcNetSockets(text, 'udp6'),
	'parseProcNetSockets raw6': (text) => parseProcNetSockets(text, 'raw6'),
	parseProcNetSockstat: (text) => parseProcNetSockstat(text, 'sockstat'),
	parseProcNetSoftnetStat,
	parseProcNetUnix,
	parsePs,
	parseQtaguidStats,
	parseRtTables,
	parseSettingsDump,
	parseSettingsList,
	parseSs,
	parseSysctl,
	parseTelephonyRegistry,
	parseUidOwnerMap,
	parseSysNetStatistics,
	parseUidStat,
	parseWifiStatus,
};

/** What reads text too, but answers in another form. */
export const others: Readonly<Record<string, (text: string) => unknown>> = {
	dumpstateLine: (text) => linesOf(text).map(dumpstateLine),
	parseBtsnooz,
	sectionsOf,
};
