import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kindOfFile } from './sniff.ts';

test.each([
	['a zip', [0x50, 0x4b, 3, 4, 20, 0], 'snapshot'],
	['an empty zip', [0x50, 0x4b, 5, 6, 0, 0], 'snapshot'],
	['pcap, little-endian', [0xd4, 0xc3, 0xb2, 0xa1, 2, 0], 'capture'],
	['pcap, big-endian', [0xa1, 0xb2, 0xc3, 0xd4, 0, 2], 'capture'],
	['pcap in nanoseconds', [0x4d, 0x3c, 0xb2, 0xa1, 2, 0], 'capture'],
	['pcapng', [0x0a, 0x0d, 0x0d, 0x0a, 0x1c, 0], 'capture'],
	['gzip', [0x1f, 0x8b, 8, 0], 'gzip'],
	['half a magic', [0xd4, 0xc3], 'unknown'],
	['a text', [0x68, 0x65, 0x6c, 0x6c], 'unknown'],
	['nothing', [], 'unknown'],
])('%s', (_, bytes, kind) => {
	expect(kindOfFile(Uint8Array.from(bytes))).toBe(kind);
});

test('only the first four bytes count', () => {
	fc.assert(
		fc.property(fc.uint8Array(), (bytes) => {
			expect(kindOfFile(bytes)).toBe(kindOfFile(bytes.slice(0, 4)));
		}),
	);
});
