import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ipv4Text, ipv6Text } from './ip.ts';
import { octetsOf, samePrefix } from './ipOctets.ts';

const octets = (length: number) => fc.array(fc.nat(255), { minLength: length, maxLength: length });

test('every address is read back from its own text', () => {
	const readBack =
		(text: (octets: readonly number[]) => string) => (address: readonly number[]) => {
			expect(octetsOf(text(address))).toEqual(address);
		};
	fc.assert(fc.property(octets(4), readBack(ipv4Text)));
	fc.assert(fc.property(octets(16), readBack(ipv6Text)));
});

test('an IPv4 address inside IPv6, and a zone', () => {
	expect(octetsOf('::ffff:192.0.2.1')?.slice(-6)).toEqual([0xff, 0xff, 192, 0, 2, 1]);
	expect(octetsOf('fe80::1%wlan0')?.slice(0, 2)).toEqual([0xfe, 0x80]);
});

test.each([
	'',
	'1.2.3',
	'1.2.3.256',
	'1::2::3',
	'1:2:3:4:5:6:7',
	'1:2:3:4:5:6:7:8::',
	'wlan0',
	':',
])('%o is no address', (text) => {
	expect(octetsOf(text)).toBeUndefined();
});

test('a prefix is compared bit by bit', () => {
	const address = [192, 168, 1, 130];
	expect(samePrefix(address, [192, 168, 1, 128], 25)).toBe(true);
	expect(samePrefix(address, [192, 168, 1, 0], 25)).toBe(false);
	expect(samePrefix(address, [10, 0, 0, 0], 0)).toBe(true);
	expect(samePrefix(address, [192, 168, 1, 130], 32)).toBe(true);
	expect(samePrefix(address, [192, 168, 1, 130], 33)).toBe(false);
});
