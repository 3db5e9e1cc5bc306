import { expect, test } from 'vitest';
import { parseIpRoute } from './ipRoute.ts';

test('where a version lists both families, each finds its own', () => {
	const text = `default dev dummy0 table 1002 proto static scope link
default via 192.0.2.1 dev wlan0 table 1047 proto static mtu 1400
default dev dummy0 table 1002 proto static metric 1024 pref medium
default via fe80::1 dev wlan0 table 1047 proto ra metric 1024 expires 64sec pref medium
local ::1 dev lo table local proto kernel metric 0 pref medium
`;
	const devices = (family: 4 | 6) => {
		const parsed = parseIpRoute(text, family);
		return parsed.ok && parsed.value.map(({ table, hops }) => [table, hops[0]?.gateway]);
	};
	expect(devices(4)).toEqual([
		['1002', undefined],
		['1047', '192.0.2.1'],
	]);
	expect(devices(6)).toEqual([
		['1002', undefined],
		['1047', 'fe80::1'],
		['255', undefined],
	]);
});

test('several next hops, of which one is dead', () => {
	const text =
		'default proto static metric 1024\n\tnexthop via 192.0.2.1 dev a weight 1\n\tnexthop via 192.0.2.2 dev b weight 1 dead linkdown\n';
	expect(parseIpRoute(text, 4, '1021')).toMatchObject({
		ok: true,
		value: [
			{
				table: '1021',
				hops: [
					{ gateway: '192.0.2.1', device: 'a', down: false },
					{ gateway: '192.0.2.2', device: 'b', down: true },
				],
			},
		],
	});
});

test('the entry for "nothing found" is no route, one that refuses is', () => {
	const text = `unreachable default dev lo proto kernel metric 4294967295 error -101
unreachable default dev lo table 1050 metric 1024 error -113
`;
	expect(parseIpRoute(text, 6)).toMatchObject({
		ok: true,
		value: [{ type: 'unreachable', table: '1050' }],
	});
});

test('a line that is no route is named', () => {
	expect(parseIpRoute('default dev wlan0\nnowhere dev wlan0\n', 4)).toMatchObject({
		ok: false,
		error: { kind: 'malformed', line: 2 },
	});
});
