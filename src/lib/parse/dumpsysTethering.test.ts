import { expect, test } from 'vitest';
import { parseDumpsysTethering } from './dumpsysTethering.ts';

const RULES = `  Tether state:
    wlan1 - TetheredState - lastError = 0
  IPv4 Upstream: proto [inDstMac] iif(iface) src -> nat -> dst [outDstMac] age
    tcp [02:00:5e:00:53:40] 31(wlan1) 192.168.49.77:40112 -> 14(rmnet_data0) 192.0.0.4:40112 -> 203.0.113.9:443 [00:00:00:00:00:00] 120ms
    tcp [02:00:5e:00:53:40] 31(wlan1) 192.168.49.77:99999 -> 14(rmnet_data0) 192.0.0.4:1 -> 203.0.113.9:443 [x] 1ms
  IPv4 Downstream: proto [inDstMac] iif(iface) src -> nat -> dst [outDstMac] age
    tcp [00:00:00:00:00:00] 14(rmnet_data0) 203.0.113.9:443 -> 31(wlan1) 192.0.0.4:40112 -> 192.168.49.77:40112 [x] 110ms
`;

test('a connection counts once, by its way out; a port that is none is left out', () => {
	const parsed = parseDumpsysTethering(RULES);
	expect(parsed.ok && parsed.value.flows).toEqual([
		{
			protocol: 'tcp',
			downstream: 'wlan1',
			upstream: 'rmnet_data0',
			client: { address: '192.168.49.77', port: 40112 },
			nat: { address: '192.0.0.4', port: 40112 },
			remote: { address: '203.0.113.9', port: 443 },
			idle: 120,
		},
	]);
});

test.each([
	['[rmnet_data0, v4-rmnet_data0]', ['rmnet_data0', 'v4-rmnet_data0']],
	['rmnet0', ['rmnet0']],
	['null', []],
])('upstream %s', (written, names) => {
	const text = `Tether state:\nCurrent upstream interface(s): ${written}\n`;
	const parsed = parseDumpsysTethering(text);
	expect(parsed.ok && parsed.value.upstreams).toEqual(names);
});
