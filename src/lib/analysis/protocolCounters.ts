import type { CounterMeaning } from '../model/protocolSeen.ts';
import type { CounterTable } from './protocolTables.ts';
import { ICMP, ICMP6, ICMP6_TYPES, ICMP_TYPES } from './protocolTablesIcmp.ts';
import { IP, IP6, IP_EXT } from './protocolTablesIp.ts';
import { MPTCP, XFRM } from './protocolTablesOther.ts';
import { FRAGMENTS, SOCKETS, SOCKSTAT, SOFTNET, UDP } from './protocolTablesSockets.ts';
import { TCP, TCP_LOSS } from './protocolTablesTcp.ts';
import { TCP_EXT } from './protocolTablesTcpExt.ts';

/** By the name of the group, as the kernel prints it. */
const tables: ReadonlyMap<string, CounterTable> = new Map([
	['Ip', IP],
	['IpExt', IP_EXT],
	['Ip6', IP6],
	['Icmp', ICMP],
	['Icmp6', ICMP6],
	['Tcp', TCP],
	['TcpExt', { ...TCP_LOSS, ...TCP_EXT }],
	['MPTcpExt', MPTCP],
	['Udp', UDP],
	['UdpLite', UDP],
	['Udp6', UDP],
	['UdpLite6', UDP],
	['Xfrm', XFRM],
	['sockets', SOCKETS],
	['TCP', SOCKSTAT],
	['UDP', SOCKSTAT],
	['UDPLITE', SOCKSTAT],
	['RAW', SOCKSTAT],
	['FRAG', FRAGMENTS],
	['TCP6', SOCKSTAT],
	['UDP6', SOCKSTAT],
	['UDPLITE6', SOCKSTAT],
	['RAW6', SOCKSTAT],
	['FRAG6', FRAGMENTS],
	['softnet', SOFTNET],
]);

/** The counter's name without its group's. */
export const nameIn = (group: string, id: string): string => id.slice(group.length).trimStart();

/** What a counter means; undefined for one that no table knows. */
export function meaningOf(group: string, id: string): CounterMeaning | undefined {
	const table = tables.get(group);
	const name = nameIn(group, id);
	const known = table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
	if (known === undefined) return typeMeaning(group, name);
	const [topic, growth, words] = known;
	return { topic, growth, words: group.startsWith('UdpLite') ? `UDP-Lite: ${words}` : words };
}

/** Messages counted by the number of their type, which is there once one of it was seen. */
function typeMeaning(group: string, name: string): CounterMeaning | undefined {
	const [, way, type] = /^(In|Out)Type(\d{1,3})$/.exec(name) ?? [];
	const types = group === 'IcmpMsg' ? ICMP_TYPES : group === 'Icmp6' ? ICMP6_TYPES : undefined;
	if (types === undefined || type === undefined) return undefined;
	const words = `${way === 'In' ? 'Received' : 'Sent'}: ${types[Number(type)] ?? `type ${type}`}`;
	return { topic: 'traffic', growth: 'neutral', words };
}

/** Settings and present amounts among the counters, by id. */
const GAUGES: ReadonlySet<string> = new Set([
	'IpForwarding',
	'IpDefaultTTL',
	'TcpRtoAlgorithm',
	'TcpRtoMin',
	'TcpRtoMax',
	'TcpMaxConn',
	'TcpCurrEstab',
	'MPTcpExtMPCurrEstab',
]);

/** Whether it says how much there is now, or is a setting: everything of sockstat, a few of the others. */
export const isGauge = (file: string, id: string): boolean =>
	file.startsWith('sockstat') || GAUGES.has(id);
