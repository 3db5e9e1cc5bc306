import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressScope, addressText, ipv4Text, ipv6Text } from './ip.ts';

const octets = (hex: string) => Buffer.from(hex, 'hex');

describe('IPv6 text (the examples of RFC 5952, sections 4 and 5)', () => {
	test.each([
		['20010db8000000000000000000000001', '2001:db8::1'],
		['20010db8000000000001000000000001', '2001:db8::1:0:0:1'],
		['20010db8000000010001000100010001', '2001:db8:0:1:1:1:1:1'],
		['20010000000000010000000000000001', '2001:0:0:1::1'],
		['20010db80000000000010000000000aa', '2001:db8::1:0:0:aa'],
		['00000000000000000000000000000000', '::'],
		['00000000000000000000000000000001', '::1'],
		['fe800000000000000000000000000000', 'fe80::'],
		['abcdef0123456789abcdef0123456789', 'abcd:ef01:2345:6789:abcd:ef01:2345:6789'],
	])('%s is %s', (hex, text) => {
		expect(ipv6Text(octets(hex))).toBe(text);
	});

	test('equals what the URL standard writes, for any address', () => {
		const word = fc.constantFrom(0, 0, 0, 1, 0xffff, 0xdb8);
		fc.assert(
			fc.property(fc.array(word, { minLength: 8, maxLength: 8 }), (groups) => {
				const long = groups.map((group) => group.toString(16)).join(':');
				const text = ipv6Text(groups.flatMap((group) => [group >> 8, group & 0xff]));
				expect(isIPv6(text)).toBe(true);
				expect(`[${text}]`).toBe(new URL(`http://[${long}]/`).hostname);
			}),
		);
	});

	test('reads from an offset', () => {
		expect(ipv6Text(octets(`ffff${'00'.repeat(15)}01`), 2)).toBe('::1');
		expect(ipv4Text(octets('0000c0000201'), 2)).toBe('192.0.2.1');
	});
});

test.each([
	['c0000201', '192.0.2.1'],
	['00000000000000000000ffffc0000201', '192.0.2.1'],
	['00000000000000000001ffffc0000201', '::1:ffff:c000:201'],
	['000000000000000000000000c0000201', '::c000:201'],
])('the address %s is called %s everywhere', (hex, text) => {
	expect(addressText(octets(hex))).toBe(text);
});

test.each([
	['0.0.0.0', 'unspecified'],
	['::', 'unspecified'],
	['127.8.9.1', 'loopback'],
	['::1', 'loopback'],
	['169.254.3.4', 'link-local'],
	['fe80::1', 'link-local'],
	['febf::1', 'link-local'],
	['10.1.2.3', 'private'],
	['172.16.0.1', 'private'],
	['172.31.255.1', 'private'],
	['172.32.0.1', 'global'],
	['192.168.1.1', 'private'],
	['192.169.1.1', 'global'],
	['100.64.0.1', 'private'],
	['100.128.0.1', 'global'],
	['fd00::1', 'private'],
	['224.0.0.251', 'multicast'],
	['ff02::fb', 'multicast'],
	['8.8.8.8', 'global'],
	['2001:4860:4860::8888', 'global'],
	['::ffff', 'global'],
])('%s is %s', (address, scope) => {
	expect(addressScope(address)).toBe(scope);
});
