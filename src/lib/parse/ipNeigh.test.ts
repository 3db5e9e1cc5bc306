import { expect, test } from 'vitest';
import { parseIpNeigh, parseProcNetArp } from './ipNeigh.ts';

test('states, routers, and words that newer versions add', () => {
	const text = `192.168.1.1 dev wlan0 lladdr 02:00:5E:00:53:01 REACHABLE
192.168.1.9 dev wlan0  FAILED
fe80::1 dev wlan0 lladdr 02:00:5e:00:53:01 router STALE
2001:db8::7 dev rmnet_data0 lladdr 02:00:5e:00:53:07 used 12/34/5 extern_learn DELAY
`;
	expect(parseIpNeigh(text)).toEqual({
		ok: true,
		value: [
			{
				address: '192.168.1.1',
				interface: 'wlan0',
				mac: '02:00:5e:00:53:01',
				state: 'reachable',
				router: false,
			},
			{
				address: '192.168.1.9',
				interface: 'wlan0',
				mac: undefined,
				state: 'failed',
				router: false,
			},
			{
				address: 'fe80::1',
				interface: 'wlan0',
				mac: '02:00:5e:00:53:01',
				state: 'stale',
				router: true,
			},
			{
				address: '2001:db8::7',
				interface: 'rmnet_data0',
				mac: '02:00:5e:00:53:07',
				state: 'delay',
				router: false,
			},
		],
	});
});

test('an address that the phone itself answers for is no neighbour', () => {
	expect(parseIpNeigh('2001:db8::9 dev wlan0 proxy\n')).toEqual({ ok: true, value: [] });
});

test('nobody on the link is an answer', () => {
	expect(parseIpNeigh('')).toEqual({ ok: true, value: [] });
});

test('a line that is no row is named', () => {
	expect(parseIpNeigh('192.168.1.1 on wlan0\n')).toMatchObject({
		ok: false,
		error: { kind: 'malformed', line: 1 },
	});
});

test('/proc/net/arp, with one who answered, one who did not and one who is set by hand', () => {
	const text = `IP address       HW type     Flags       HW address            Mask     Device
192.168.1.1      0x1         0x2         02:00:5e:00:53:01     *        wlan0
192.168.1.9      0x1         0x0         00:00:00:00:00:00     *        wlan0
192.168.1.7      0x1         0x0         02:00:5e:00:53:07     *        wlan0
192.168.1.8      0x1         0x6         02:00:5e:00:53:08     *        wlan0
`;
	const parsed = parseProcNetArp(text);
	expect(parsed.ok && parsed.value.map(({ mac, state }) => [mac, state])).toEqual([
		['02:00:5e:00:53:01', undefined],
		[undefined, 'incomplete'],
		['02:00:5e:00:53:07', 'incomplete'],
		['02:00:5e:00:53:08', 'permanent'],
	]);
});

test('a file that is not there is no table', () => {
	expect(parseProcNetArp('cat: /proc/net/arp: No such file or directory\n')).toMatchObject({
		ok: false,
		error: { kind: 'absent' },
	});
});
