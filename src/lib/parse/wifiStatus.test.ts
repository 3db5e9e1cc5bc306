import { expect, test } from 'vitest';
import { parseWifiStatus } from './wifiStatus.ts';

const info = (ssid: string) =>
	`Wifi is enabled\nWifiInfo: SSID: ${ssid}, BSSID: 02:00:5e:00:53:01, MAC: 02:00:00:00:00:00, Supplicant state: COMPLETED, RSSI: -61, Frequency: 2437MHz\n`;

test.each([
	['"Plain"', 'Plain'],
	['"a, RSSI: -1, Frequency: 9MHz"', 'a, RSSI: -1, Frequency: 9MHz'],
	['"x, BSSID: 02:00:5e:00:53:99"', 'x, BSSID: 02:00:5e:00:53:99'],
	['Unquoted', 'Unquoted'],
	['<unknown ssid>', undefined],
])('a network called %s lies about nothing else', (written, ssid) => {
	const parsed = parseWifiStatus(info(written));
	expect(parsed.ok && parsed.value.connection).toMatchObject({
		ssid,
		bssid: '02:00:5e:00:53:01',
		rssi: -61,
		frequency: 2437,
	});
});

test('the address that Android shows to those who may not know it is none', () => {
	const parsed = parseWifiStatus(info('"Plain"'));
	expect(parsed.ok && parsed.value.connection?.mac).toBeUndefined();
});

test('on its way to a network it is not connected', () => {
	const parsed = parseWifiStatus(info('"Plain"').replace('COMPLETED', 'ASSOCIATING'));
	expect(parsed).toEqual({ ok: true, value: { enabled: true, connection: undefined } });
});
