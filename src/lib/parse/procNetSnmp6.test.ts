import { expect, test } from 'vitest';
import { parseProcNetSnmp6 } from './procNetSnmp6.ts';

test('groups the names by what they begin with', () => {
	const text =
		'Ip6InReceives   \t3\nIcmp6InMsgs\t2\nUdp6NoPorts\t1\nUdpLite6NoPorts\t0\nNewThing\t9\n';
	const parsed = parseProcNetSnmp6(text, 'snmp6');
	const groups = parsed.ok ? parsed.value : [];
	expect(groups.map(({ name, counters }) => [name, counters[0]?.id, counters[0]?.value])).toEqual([
		['Ip6', 'Ip6InReceives', 3],
		['Icmp6', 'Icmp6InMsgs', 2],
		['Udp6', 'Udp6NoPorts', 1],
		['UdpLite6', 'UdpLite6NoPorts', 0],
		['snmp6', 'NewThing', 9],
	]);
});

test('xfrm_stat is written the same way', () => {
	const parsed = parseProcNetSnmp6('XfrmInError             \t4\r\n', 'xfrm_stat');
	expect(parsed.ok && parsed.value).toEqual([
		{ file: 'xfrm_stat', name: 'Xfrm', counters: [{ id: 'XfrmInError', value: 4 }] },
	]);
});

test.each([
	['no value', 'Ip6InReceives'],
	['a value too many', 'Ip6InReceives 1 2'],
	['no number', 'Ip6InReceives x'],
	['no name', '12 12'],
])('%s', (_, text) => {
	expect(parseProcNetSnmp6(text, 'snmp6')).toMatchObject({ error: { kind: 'malformed', line: 1 } });
});
