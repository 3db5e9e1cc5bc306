import { expect, test } from 'vitest';
import { parseProcNetIpv6Route, parseProcNetRoute } from './procNetRoute.ts';

const TITLES =
	'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT';

test('words are little-endian', () => {
	const text = `${TITLES}\nwlan0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\nwlan0\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n`;
	expect(parseProcNetRoute(text)).toMatchObject({
		ok: true,
		value: [
			{
				destination: { address: '0.0.0.0', length: 0 },
				hops: [{ gateway: '192.168.1.1' }],
				metric: 100,
			},
			{ destination: { address: '192.168.1.0', length: 24 }, hops: [{ gateway: undefined }] },
		],
	});
});

test('titles alone are a table without routes; nothing at all is no table', () => {
	expect(parseProcNetRoute(`${TITLES}\n`)).toEqual({ ok: true, value: [] });
	expect(parseProcNetRoute('')).toMatchObject({ ok: false, error: { kind: 'absent' } });
});

test('IPv6, without the cache and the entry for "nothing found"', () => {
	const zero = '0'.repeat(32);
	const text = `${zero} 00 ${zero} 00 fe800000000000000000000000000001 00000400 00000000 00000000 00450003    wlan0
${zero} 00 ${zero} 00 ${zero} ffffffff 00000001 0000000f 00200200       lo
20010db8000900000000000000000009 80 ${zero} 00 ${zero} 00000000 00000000 00000002 01000023    wlan0
`;
	expect(parseProcNetIpv6Route(text)).toMatchObject({
		ok: true,
		value: [
			{ destination: { length: 0 }, hops: [{ gateway: 'fe80::1', device: 'wlan0' }], metric: 1024 },
		],
	});
});
