import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { CoreParts } from '../../../tests/decode/coreParts.ts';

/** Bytes that repeat only after a prime number of them. */
const someBytes = (length: number): Uint8Array =>
	Uint8Array.from({ length }, (_, index) => (index * 7 + 3) % 251);

describe('SHA-256', () => {
	let parts: CoreParts;
	beforeAll(async () => {
		parts = await CoreParts.compile('crypto/sha256.ts');
	});

	const digest = (bytes: Uint8Array): string => {
		const out = parts.put(new Uint8Array(32));
		parts.call('digest', parts.put(bytes), bytes.length, out);
		return Buffer.from(parts.get(out, 32)).toString('hex');
	};

	test('is the one of FIPS 180', () => {
		expect(digest(Buffer.from('abc'))).toBe(
			'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
		);
	});

	test('of every length around a block', () => {
		for (let length = 0; length < 200; length += 1) {
			const bytes = someBytes(length);
			expect(digest(bytes), `${length} bytes`).toBe(
				createHash('sha256').update(bytes).digest('hex'),
			);
		}
	});
});
