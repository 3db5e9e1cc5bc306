import { isIP } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalAddress } from './ipText.ts';

test.each([
	['192.0.2.7', '192.0.2.7'],
	['::', '::'],
	['::1', '::1'],
	['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
	['fe80::5eff:fe00:5301', 'fe80::5eff:fe00:5301'],
	['::ffff:192.0.2.7', '192.0.2.7'],
	['2001:db8::', '2001:db8::'],
	['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
])('%s is %s', (text, canonical) => {
	expect(canonicalAddress(text)).toBe(canonical);
});

test('what a tool cut short is no address', () => {
	for (const text of ['', '::ffff:192.168.0.', '1.2.3', '1.2.3.256', ':1', '1::2::3', '::12345']) {
		expect(canonicalAddress(text), text).toBeUndefined();
	}
});

test('takes what node takes, and canonical text stays as it is', () => {
	const given = fc.oneof(fc.ipV4(), fc.ipV6(), fc.string({ maxLength: 50 }));
	fc.assert(
		fc.property(given, (text) => {
			const canonical = canonicalAddress(text);
			// Node also takes a zone, which is no part of the address.
			if (!text.includes('%')) expect(canonical !== undefined).toBe(isIP(text) !== 0);
			if (canonical !== undefined) expect(canonicalAddress(canonical)).toBe(canonical);
		}),
	);
});
