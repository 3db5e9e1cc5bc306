import { expect, test } from 'vitest';
import { parseProcNetSnmp } from './procNetSnmp.ts';

test('puts every number under its name, in the order of the kernel', () => {
	const text = 'Tcp: RtoMin MaxConn InSegs\nTcp: 200 -1 77\nUdp: InDatagrams NoPorts\nUdp: 5 6\n';
	expect(parseProcNetSnmp(text, 'snmp')).toEqual({
		ok: true,
		value: [
			{
				file: 'snmp',
				name: 'Tcp',
				counters: [
					{ id: 'TcpRtoMin', value: 200 },
					{ id: 'TcpMaxConn', value: -1 },
					{ id: 'TcpInSegs', value: 77 },
				],
			},
			{
				file: 'snmp',
				name: 'Udp',
				counters: [
					{ id: 'UdpInDatagrams', value: 5 },
					{ id: 'UdpNoPorts', value: 6 },
				],
			},
		],
	});
});

test('a group in several pairs of lines is one group', () => {
	const text = 'IcmpMsg: InType3\r\nIcmpMsg: 1\r\nIcmpMsg: OutType8\r\nIcmpMsg: 2\r\n';
	const parsed = parseProcNetSnmp(text, 'snmp');
	expect(parsed.ok && parsed.value).toMatchObject([
		{ name: 'IcmpMsg', counters: [{ id: 'IcmpMsgInType3' }, { id: 'IcmpMsgOutType8', value: 2 }] },
	]);
});

test('a group without counters is one', () => {
	const parsed = parseProcNetSnmp('IcmpMsg:\nIcmpMsg:\n', 'snmp');
	expect(parsed).toMatchObject({ ok: true, value: [{ name: 'IcmpMsg', counters: [] }] });
});

test.each([
	['fewer values than names', 'Tcp: InSegs OutSegs\nTcp: 1\n', 2],
	['more values than names', 'Tcp: InSegs\nTcp: 1 2\n', 2],
	['values of another group', 'Tcp: InSegs\nUdp: 1\n', 2],
	['no number', 'Tcp: InSegs\nTcp: one\n', 2],
	['no names', 'Tcp: 1 2\nTcp: 1 2\n', 1],
])('%s', (_, text, line) => {
	expect(parseProcNetSnmp(text, 'snmp')).toMatchObject({
		ok: false,
		error: { kind: 'malformed', line },
	});
});

test('a refusal holds no counters', () => {
	const text = 'cat: /proc/net/snmp: Permission denied\n';
	expect(parseProcNetSnmp(text, 'snmp')).toMatchObject({ ok: false, error: { kind: 'absent' } });
});
