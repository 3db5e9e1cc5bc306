import { expect, test } from 'vitest';
import { makerOf, withoutMac } from './identifying.ts';

test.each([
	['2001:db8:0:7:211:22ff:fe33:4455/64', '2001:db8:0:7::…/64'],
	['fe80::211:22ff:fe33:4455', 'fe80::…'],
	['fe80::211:22ff:fe33:4455%wlan0', 'fe80::…%wlan0'],
])('the hardware address in %s is hidden', (address, hidden) => {
	expect(withoutMac(address)).toBe(hidden);
});

test.each(['2001:db8::1/64', '192.168.1.20/24', '::', 'fe80::1:ff:0:1', 'no address', ''])(
	'%s stays as it is',
	(text) => {
		expect(withoutMac(text)).toBe(text);
	},
);

test('of a hardware address the maker stays', () => {
	expect(makerOf('00:11:22:33:44:55')).toBe('00:11:22:…');
});
