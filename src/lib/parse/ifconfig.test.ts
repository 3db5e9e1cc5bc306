import { expect, test } from 'vitest';
import { parseIfconfig, parseNetcfg } from './ifconfig.ts';

test('toybox: address, mask, flags', () => {
	const text = `wlan0     Link encap:Ethernet  HWaddr 02:00:5E:00:53:01  Driver wlan
          inet addr:192.0.2.5  Bcast:192.0.2.63  Mask:255.255.255.192 
          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1
`;
	expect(parseIfconfig(text)).toMatchObject({
		ok: true,
		value: [
			{
				...{ index: 0, name: 'wlan0', type: 'ether', mac: '02:00:5e:00:53:01', mtu: 1500 },
				flags: ['UP', 'BROADCAST', 'RUNNING', 'MULTICAST'],
				addresses: [{ address: '192.0.2.5', prefixLength: 26 }],
			},
		],
	});
});

test('a phone without the command has none', () => {
	const text = '/system/bin/sh: netcfg: not found\n';
	expect(parseNetcfg(text)).toMatchObject({ ok: false, error: { kind: 'absent' } });
	expect(parseIfconfig(text)).toMatchObject({ ok: false, error: { kind: 'absent' } });
});
