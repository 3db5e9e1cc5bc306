// HMAC (RFC 2104) and HKDF (RFC 5869) with SHA-256, and the labels of TLS 1.3 (RFC 8446 7.1).
import * as sha256 from './sha256';

const INNER: u64 = 0x3636363636363636;
const OUTER: u64 = 0x5c5c5c5c5c5c5c5c;

/** `HkdfLabel` in front of its label: the length asked for, the label's length, "tls13 ". */
const LABEL_AT: u32 = 9;
const PREFIX: u32 = 6;
/** Behind the label: no context, and the number of the first block of output. */
const LABEL_END: u32 = 2;

/** Bytes of a key that is ready for use: the states of SHA-256 behind its inner and its outer pad. */
const READY: u32 = 64;

const pad = memory.data(64, 8);
const inside = memory.data(32, 8);
/** `HkdfLabel` of at most 20 bytes of label. */
const info = memory.data<u8>([
	0, 0, 0, 0x74, 0x6c, 0x73, 0x31, 0x33, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	0, 0, 0, 0,
]);
const block = memory.data(32, 8);

/** Makes a key of at most 64 bytes ready: READY bytes at `ready`, with which each HMAC costs half. */
export function prepare(key: usize, length: u32, ready: usize): void {
	memory.fill(pad, 0, sha256.BLOCK);
	memory.copy(pad, key, length);
	mixPad(INNER);
	keepPad(ready);
	mixPad(INNER ^ OUTER);
	keepPad(ready + sha256.DIGEST);
}

/** HMAC with a key that `prepare` made ready: writes 32 bytes. It is also HKDF-Extract, whose salt is the key. */
export function hmac(ready: usize, at: usize, length: u32, out: usize): void {
	sha256.resume(ready);
	sha256.update(at, length);
	sha256.finish(inside);
	sha256.resume(ready + sha256.DIGEST);
	sha256.update(inside, sha256.DIGEST);
	sha256.finish(out);
}

/** HKDF-Expand-Label without context: `size` bytes, at most 32, from a secret made ready. A label has at most 20. */
export function expandLabel(ready: usize, label: usize, length: u32, out: usize, size: u32): void {
	store<u8>(info, <u8>size, 1);
	store<u8>(info, <u8>(PREFIX + length), 2);
	memory.copy(info + LABEL_AT, label, length);
	store<u8>(info + LABEL_AT + length, 0);
	store<u8>(info + LABEL_AT + length, 1, 1);
	hmac(ready, info, LABEL_AT + length + LABEL_END, block);
	memory.copy(out, block, size);
}

function keepPad(to: usize): void {
	sha256.start();
	sha256.update(pad, sha256.BLOCK);
	sha256.keep(to);
}

function mixPad(word: u64): void {
	for (let i: usize = 0; i < sha256.BLOCK; i += 8) store<u64>(pad + i, load<u64>(pad + i) ^ word);
}
