import { createCipheriv, createHash, createHmac } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { CoreParts } from '../../../tests/decode/coreParts.ts';

/** Bytes that repeat only after a prime number of them. */
const someBytes = (length: number): Uint8Array =>
	Uint8Array.from({ length }, (_, index) => (index * 7 + 3) % 251);

const hex = (text: string): Uint8Array => Buffer.from(text.replaceAll(' ', ''), 'hex');

let parts: CoreParts;

/** What the core writes to `out`, of `length` bytes, when `work` is done, in hexadecimal. */
function written(length: number, work: (out: number) => void): string {
	const out = parts.put(new Uint8Array(length));
	work(out);
	return Buffer.from(parts.get(out, length)).toString('hex');
}

describe('SHA-256', () => {
	beforeAll(async () => {
		parts = await CoreParts.compile('crypto/sha256.ts');
	});

	const digest = (bytes: Uint8Array): string =>
		written(32, (out) => parts.call('digest', parts.put(bytes), bytes.length, out));

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

describe('HKDF', () => {
	beforeAll(async () => {
		parts = await CoreParts.compile('crypto/hkdf.ts');
	});

	/** Address of the key made ready. */
	function prepared(key: Uint8Array): number {
		const ready = parts.put(new Uint8Array(64));
		parts.call('prepare', parts.put(key), key.length, ready);
		return ready;
	}

	const hmac = (key: Uint8Array, text: Uint8Array): string =>
		written(32, (out) => parts.call('hmac', prepared(key), parts.put(text), text.length, out));

	test.each([0, 1, 20, 63, 64])('HMAC with a key of %i bytes', (size) => {
		const key = someBytes(size);
		const text = Buffer.from('what is signed');
		expect(hmac(key, text)).toBe(createHmac('sha256', key).update(text).digest('hex'));
	});

	/** RFC 9001 A.1. */
	test('the secrets of a QUIC connection', () => {
		const salt = hex('38762cf7f55934b34d179ae6a4c80cadccbb7f0a');
		const connection = hex('8394c8f03e515708');
		const secret = hmac(salt, connection);
		expect(secret).toBe('7db5df06e7a69e432496adedb00851923595221596ae2ae9fb8115c1e9ed0a44');
		const expand = (from: string, label: string, size: number): string =>
			written(size, (out) => {
				const text = Buffer.from(label);
				parts.call('expandLabel', prepared(hex(from)), parts.put(text), text.length, out, size);
			});
		const client = expand(secret, 'client in', 32);
		expect(client).toBe('c00cf151ca5be075ed0ebfb5c80323c42d6b7db67881289af4008f1f6c357aea');
		expect(expand(client, 'quic key', 16)).toBe('1f369613dd76d5467730efcbe3b1a22d');
		expect(expand(client, 'quic iv', 12)).toBe('fa044b2f42a3fd3b46fb255c');
		expect(expand(client, 'quic hp', 16)).toBe('9f50449e04a0e810283a1e9933adedd2');
	});
});

describe('AES-128', () => {
	beforeAll(async () => {
		parts = await CoreParts.compile('crypto/aes128.ts');
	});

	/** FIPS 197 C.1. */
	test('one block', () => {
		const schedule = parts.put(new Uint8Array(176));
		parts.call('expand', parts.put(hex('000102030405060708090a0b0c0d0e0f')), schedule);
		const text = parts.put(hex('00112233445566778899aabbccddeeff'));
		const sealed = written(16, (out) => parts.call('encrypt', schedule, text, out));
		expect(sealed).toBe('69c4e0d86a7b0430d8cdb78070b4c55a');
	});
});

describe('AES-128-GCM', () => {
	beforeAll(async () => {
		parts = await CoreParts.compile('crypto/gcm.ts');
	});

	const key = someBytes(16);
	const nonce = someBytes(12).reverse();

	function seal(text: Uint8Array, header: Uint8Array): Uint8Array {
		const cipher = createCipheriv('aes-128-gcm', key, nonce);
		cipher.setAAD(header);
		return Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
	}

	/** What comes of it when the core opens it; undefined where it says no. */
	function open(sealed: Uint8Array, header: Uint8Array): Uint8Array | undefined {
		parts.call('setKey', parts.put(key));
		const at = parts.put(sealed);
		const [nonceAt, headerAt] = [parts.put(nonce), parts.put(header)];
		const done = parts.call('open', nonceAt, headerAt, header.length, at, sealed.length) !== 0;
		if (!done) return undefined;
		// As whoever reads a part and then the rest.
		for (const end of [17, sealed.length - 16]) parts.call('reveal', at + end);
		return Buffer.from(parts.get(at, sealed.length - 16));
	}

	test.each([0, 1, 15, 16, 17, 1200])('opens %i bytes', (size) => {
		const text = Buffer.from(someBytes(size));
		for (const headerSize of [0, 1, 16, 33]) {
			const header = someBytes(headerSize);
			expect(open(seal(text, header), header)).toEqual(text);
		}
	});

	test('opens nothing whose tag is not its own', () => {
		const header = someBytes(20);
		const sealed = seal(someBytes(40), header);
		for (let index = 0; index < sealed.length; index += 1) {
			const forged = sealed.with(index, (sealed[index] ?? 0) ^ 1);
			expect(open(forged, header), `byte ${index}`).toBeUndefined();
		}
		expect(open(sealed, someBytes(21))).toBeUndefined();
		expect(open(sealed.subarray(0, 15), header)).toBeUndefined();
	});
});
