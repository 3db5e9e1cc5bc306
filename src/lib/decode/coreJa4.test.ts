import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capture, up } from '../../../tests/fixtures/conversation.ts';
import { zeros, type Octets } from '../../../tests/fixtures/packets.ts';
import { readCapture } from '../../../tests/fixtures/readCapture.ts';
import {
	alpn,
	GREASE,
	helloOf,
	offeredVersions,
	records,
	serverName,
	signatureAlgorithms,
	TLS12,
	TLS13,
	tlsExtension,
	type Hello,
} from '../../../tests/fixtures/tlsPackets.ts';
import type { TlsHandshake } from '../model/flow.ts';

const helloTells = (hello: Hello): TlsHandshake =>
	readCapture(capture([up(1, records(helloOf(hello)))])).tls(0);

describe('JA4', () => {
	// The example of the specification, in its order.
	const ciphers = [
		0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc013, 0xc014, 0x009c,
		0x009d, 0x002f, 0x0035,
	];
	const signatures = [0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601];
	const example: readonly Octets[] = [
		tlsExtension(0x001b, [2, 0, 2]),
		serverName('example.org'),
		tlsExtension(0x0033, zeros(9)),
		alpn('h2', 'http/1.1'),
		tlsExtension(0x4469),
		tlsExtension(0x0017),
		tlsExtension(0x002d, [1, 1]),
		signatureAlgorithms(...signatures),
		tlsExtension(0x0005, [1, 0, 0, 0, 0]),
		tlsExtension(0x0023),
		tlsExtension(0x0012),
		offeredVersions(TLS13, TLS12),
		tlsExtension(0xff01, [0]),
		tlsExtension(0x000b, [1, 0]),
		tlsExtension(0x000a, [0, 2, 0, 29]),
		tlsExtension(0x0015, zeros(30)),
	];
	const ja4 = (hello: Hello): string => helloTells(hello).ja4 ?? '';
	const without = (type: number): readonly Octets[] =>
		example.filter(([high = 0, low = 0]) => high * 256 + low !== type);

	test('the example of the specification', () => {
		expect(ja4({ ciphers, extensions: example })).toBe('t13d1516h2_8daaf6152771_e5627efa2ab1');
	});

	test('GREASE changes nothing, nor does the order of cipher suites and extensions', () => {
		const grease = tlsExtension(0xeaea, [0]);
		const extensions = [
			grease,
			...without(43)
				.filter((each) => each[1] !== 13)
				.reverse(),
			signatureAlgorithms(GREASE, ...signatures),
			offeredVersions(0xfafa, TLS13),
			grease,
		];
		expect(ja4({ ciphers: [GREASE, ...ciphers].reverse(), extensions })).toBe(
			't13d1516h2_8daaf6152771_e5627efa2ab1',
		);
	});

	test('without signature algorithms nothing is behind the extensions', () => {
		const expected = sha([5, 10, 11, 18, 21, 23, 27, 35, 43, 45, 51, 0x4469, 0xff01]);
		expect(ja4({ ciphers, extensions: without(13) })).toBe(`t13d1515h2_8daaf6152771_${expected}`);
		// The specification leaves the extension in its example of the hash, and its list out.
		const empty = [...without(13), tlsExtension(13)];
		expect(ja4({ ciphers, extensions: empty })).toBe('t13d1516h2_8daaf6152771_6d807ffa2a79');
	});

	test('nothing at all is zeros', () => {
		expect(ja4({ ciphers: [GREASE], extensions: undefined })).toBe(
			't12i000000_000000000000_000000000000',
		);
		expect(ja4({ ciphers: [], extensions: [serverName('a.example'), alpn('h2')] })).toBe(
			't12d0002h2_000000000000_000000000000',
		);
	});

	test.each([
		{ first: 'h2', ends: 'h2' },
		{ first: 'http/1.1', ends: 'h1' },
		{ first: 'h', ends: 'hh' },
		{ first: [0xab], ends: 'ab' },
		{ first: [0xab, 0xcd], ends: 'ad' },
		{ first: [0x30, 0xab], ends: '3b' },
		{ first: [0x30, 0x31, 0xab, 0xcd], ends: '3d' },
		{ first: [0x30, 0xab, 0xcd, 0x31], ends: '01' },
		{ first: [0x20, 0x61], ends: '21' },
		{ first: '', ends: '00' },
	])('both ends of the first protocol: $ends', ({ first, ends }) => {
		expect(ja4({ extensions: [alpn(first, 'spdy/3')] }).slice(8, 10)).toBe(ends);
	});

	test.each([
		[0x0304, '13'],
		[0x0303, '12'],
		[0x0302, '11'],
		[0x0301, '10'],
		[0x0300, 's3'],
		[0x7f17, '00'],
	])('version %i is %s', (version, text) => {
		expect(ja4({ extensions: [offeredVersions(version)] }).slice(1, 3)).toBe(text);
	});

	test('more than 99 are 99', () => {
		const many = Array.from({ length: 120 }, (_, index) => index + 1);
		const hello = { ciphers: many, extensions: many.map((type) => tlsExtension(0x2000 + type)) };
		expect(ja4(hello).slice(0, 10)).toBe('t12i999900');
		expect(ja4(hello)).toContain(`_${sha(many)}_`);
	});

	test('longer lists than any client has give none', () => {
		const many = Array.from({ length: 1100 }, (_, index) => index + 1);
		expect(helloTells({ ciphers: many })).toMatchObject({ ja4: undefined, offered: TLS12 });
	});

	test('any lists: as counted, sorted and hashed elsewhere', () => {
		const numbers = fc.array(fc.nat(0xffff), { maxLength: 60 });
		const types = fc.array(fc.integer({ min: 0x0100, max: 0xfe00 }), { maxLength: 60 });
		fc.assert(
			fc.property(numbers, types, (suites, extensions) => {
				const hello = { ciphers: suites, extensions: extensions.map((type) => tlsExtension(type)) };
				const counts = [suites, extensions].map((list) =>
					`${list.filter(isMeant).length}`.padStart(2, '0'),
				);
				expect(ja4(hello)).toBe(`t12i${counts.join('')}00_${sha(suites)}_${sha(extensions)}`);
			}),
		);
	});
});

const isMeant = (value: number): boolean => !/^(.a)\1$/.test(hex(value));
const hex = (value: number): string => value.toString(16).padStart(4, '0');

/** First twelve digits of the hash of a list. */
function sha(values: readonly number[]): string {
	const sorted = values.filter(isMeant).map(hex).sort();
	if (sorted.length === 0) return '0'.repeat(12);
	return createHash('sha256').update(sorted.join(',')).digest('hex').slice(0, 12);
}
