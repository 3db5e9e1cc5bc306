// HMAC (RFC 2104) and HKDF (RFC 5869) with SHA-256, and the labels of TLS 1.3 (RFC 8446 7.1).
import * as sha256 from './sha256';

const INNER: u64 = 0x3636363636363636;
const OUTER: u64 = 0x5c5c5c5c5c5c5c5c;

/** `HkdfLabel` in front of its label: the length asked for, the label's length, "tls13 ". */
const LABEL_AT: u32 = 9;
const PREFIX: u32 = 6;
/** Behind the label: no context, and the number of the first block of output. */
const LABEL_END: u32 = 2;

const pad = memory.data(64, 8);
const inside = memory.data(32, 8);
/** `HkdfLabel` of at most 20 bytes of label. */
const info = memory.data<u8>([
	0, 0, 0, 0x74, 0x6c, 0x73, 0x31, 0x33, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	0, 0, 0, 0,
]);
const block = memory.data(32, 8);

/**
 * HMAC with a key of at most 64 bytes: writes 32 bytes to `out`, which may be where the key stands. It is also
 * HKDF-Extract, whose salt is the key.
 */
export function hmac(key: usize, keyLength: u32, at: usize, length: u32, out: usize): void {
	memory.fill(pad, 0, sha256.BLOCK);
	memory.copy(pad, key, keyLength);
	mixPad(INNER);
	sha256.start();
	sha256.update(pad, sha256.BLOCK);
	sha256.update(at, length);
	sha256.finish(inside);
	mixPad(INNER ^ OUTER);
	sha256.start();
	sha256.update(pad, sha256.BLOCK);
	sha256.update(inside, sha256.DIGEST);
	sha256.finish(out);
}

/** HKDF-Expand-Label without context: `size` bytes, at most 32, from a secret of 32. A label has at most 20. */
export function expandLabel(secret: usize, label: usize, length: u32, out: usize, size: u32): void {
	store<u8>(info, <u8>size, 1);
	store<u8>(info, <u8>(PREFIX + length), 2);
	memory.copy(info + LABEL_AT, label, length);
	store<u8>(info + LABEL_AT + length, 0);
	store<u8>(info + LABEL_AT + length, 1, 1);
	hmac(secret, sha256.DIGEST, info, LABEL_AT + length + LABEL_END, block);
	memory.copy(out, block, size);
}

function mixPad(word: u64): void {
	for (let i: usize = 0; i < sha256.BLOCK; i += 8) store<u64>(pad + i, load<u64>(pad + i) ^ word);
}
