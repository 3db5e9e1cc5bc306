// Galois/Counter Mode with AES-128, NIST SP 800-38D: opening what was sealed, with nonces of 12 bytes.
import * as aes from './aes128';

/** Bytes of the tag behind what was sealed. */
export const TAG: u32 = 16;
const NONCE: u32 = 12;
/** Counter of the block that masks the tag; the text's blocks follow. */
const FIRST: u32 = 1;

const schedule = memory.data(176, 8);
/** The hash key times every polynomial of a byte: 256 of u64 x 2. */
const multiples = memory.data(4096, 8);
const counter = memory.data(16, 8);
const mask = memory.data(16, 8);
const rest = memory.data(16, 8);

/** GHASH so far: first and second half of the block. */
let high: u64 = 0;
let low: u64 = 0;

/** What `open` found good and `reveal` did not come to yet, and the number of the block before. */
let sealed: usize = 0;
let number: u32 = FIRST;

/** Takes the key of 16 bytes at `key` for what follows. */
export function setKey(key: usize): void {
	aes.expand(key, schedule);
	memory.fill(mask, 0, aes.BLOCK);
	aes.encrypt(schedule, mask, mask);
	let first = bswap<u64>(load<u64>(mask));
	let second = bswap<u64>(load<u64>(mask, 8));
	for (let factor: usize = 128; factor > 0; factor >>= 1) {
		setMultiple(factor, first, second);
		const out = second & 1;
		second = (first << 63) | (second >> 1);
		first = (first >> 1) ^ (out * 0xe100000000000000);
	}
	for (let factor: usize = 2; factor < 256; factor <<= 1) addMultiples(factor);
}

function setMultiple(factor: usize, first: u64, second: u64): void {
	store<u64>(multiples + (factor << 4), first);
	store<u64>(multiples + (factor << 4), second, 8);
}

/** Those between `factor`, a power of two, and the next one: sums with the smaller ones. */
function addMultiples(factor: usize): void {
	const size = factor << 4;
	const first = load<u64>(multiples + size);
	const second = load<u64>(multiples + size, 8);
	const end = multiples + size;
	for (let at = multiples + 16; at < end; at += 16) {
		store<u64>(at + size, load<u64>(at) ^ first);
		store<u64>(at + size, load<u64>(at, 8) ^ second, 8);
	}
}

/**
 * Are the `length` bytes at `body`, the last TAG of which are the tag, sealed together with the `headerLength` bytes at
 * `header`? If so `reveal` can decrypt them.
 */
export function open(
	nonce: usize,
	header: usize,
	headerLength: u32,
	body: usize,
	length: u32,
): bool {
	if (length < TAG) return false;
	const size = length - TAG;
	high = 0;
	low = 0;
	hash(header, headerLength);
	hash(body, size);
	multiply((<u64>headerLength) << 3, (<u64>size) << 3);
	memory.copy(counter, nonce, NONCE);
	nextMask(FIRST);
	if ((high ^ bswap<u64>(load<u64>(mask))) != bswap<u64>(load<u64>(body + size))) return false;
	if ((low ^ bswap<u64>(load<u64>(mask, 8))) != bswap<u64>(load<u64>(body + size, 8))) return false;
	sealed = body;
	number = FIRST;
	return true;
}

/**
 * Decrypts what was opened where it stands, at least up to `end`, which must not be behind the text. The last block may
 * reach into the tag.
 */
export function reveal(end: usize): void {
	for (; sealed < end; sealed += aes.BLOCK) {
		nextMask(++number);
		store<u64>(sealed, load<u64>(sealed) ^ load<u64>(mask));
		store<u64>(sealed, load<u64>(sealed, 8) ^ load<u64>(mask, 8), 8);
	}
}

/** GHASH of bytes that are filled up to whole blocks with zeros. */
function hash(at: usize, length: u32): void {
	while (length >= aes.BLOCK) {
		multiply(bswap<u64>(load<u64>(at)), bswap<u64>(load<u64>(at, 8)));
		at += aes.BLOCK;
		length -= aes.BLOCK;
	}
	if (length == 0) return;
	memory.fill(rest, 0, aes.BLOCK);
	memory.copy(rest, at, length);
	multiply(bswap<u64>(load<u64>(rest)), bswap<u64>(load<u64>(rest, 8)));
}

/**
 * Adds one block to the hash so far and multiplies by the hash key: both halves at once, a byte at a time from the
 * end, without taking anything back before the product of 256 bits is whole. (`a`, `b`, `c`) is that of the first half.
 */
function multiply(first: u64, second: u64): void {
	first ^= high;
	second ^= low;
	let a: u64 = 0;
	let b: u64 = 0;
	let c: u64 = 0;
	let d: u64 = 0;
	let e: u64 = 0;
	let f: u64 = 0;
	for (let i = 0; i < 8; i++) {
		const one = (<usize>((<u32>first) & 255)) << 4;
		const other = (<usize>((<u32>second) & 255)) << 4;
		first >>= 8;
		second >>= 8;
		c = (c >> 8) | (b << 56);
		b = ((b >> 8) | (a << 56)) ^ load<u64>(one, multiples + 8);
		a = (a >> 8) ^ load<u64>(one, multiples);
		f = (f >> 8) | (e << 56);
		e = ((e >> 8) | (d << 56)) ^ load<u64>(other, multiples + 8);
		d = (d >> 8) ^ load<u64>(other, multiples);
	}
	// x^128 is 1 + x + x^2 + x^7; the first bit is the lowest power.
	b ^= d ^ f ^ (f >> 1) ^ (f >> 2) ^ (f >> 7);
	c ^= e ^ (f << 63) ^ (f << 62) ^ (f << 57);
	high = a ^ c ^ (c >> 1) ^ (c >> 2) ^ (c >> 7);
	low = b ^ (c << 63) ^ (c << 62) ^ (c << 57);
}

function nextMask(block: u32): void {
	store<u32>(counter, bswap<u32>(block), NONCE);
	aes.encrypt(schedule, counter, mask);
}
