// SHA-256, FIPS 180-4. One digest at a time: `start`, `update` as often as there is something, `finish`.
import { be32, min } from '../memory/bytes';

/** Bytes of a digest. */
export const DIGEST: u32 = 32;
/** Bytes that are taken in at once. */
export const BLOCK: u32 = 64;
/** In front of the message's length at the end of the last block. */
const LENGTH_AT: u32 = 56;

/** Square roots of the first 8 primes, FIPS 180-4 5.3.3. */
const FIRST = memory.data<u32>([
	0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
]);

/** Cube roots of the first 64 primes, FIPS 180-4 4.2.2. */
const ROUNDS = memory.data<u32>([
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);

const state = memory.data(32, 8);
/** With room for what the last rounds write ahead. */
const schedule = memory.data(320, 8);
const pending = memory.data(64, 8);
let total: u32 = 0;

/** Begins a new message. */
export function start(): void {
	memory.copy(state, FIRST, DIGEST);
	total = 0;
}

/** Writes the state behind the first block of a message (DIGEST bytes) to `to`: for messages that begin the same. */
export function keep(to: usize): void {
	memory.copy(to, state, DIGEST);
}

/** Begins a new message whose first block has left the state that `keep` wrote to `from`. */
export function resume(from: usize): void {
	memory.copy(state, from, DIGEST);
	total = BLOCK;
}

/** The message goes on with the `length` bytes at `at`. */
export function update(at: usize, length: u32): void {
	while (length > 0) {
		const held = total & (BLOCK - 1);
		const size = min(BLOCK - held, length);
		memory.copy(pending + held, at, size);
		total += size;
		at += size;
		length -= size;
		if (held + size == BLOCK) compress(pending);
	}
}

/** The message is whole: writes its digest (DIGEST bytes) to `out`. */
export function finish(out: usize): void {
	let held = total & (BLOCK - 1);
	store<u8>(pending + held, 0x80);
	held += 1;
	memory.fill(pending + held, 0, BLOCK - held);
	if (held > LENGTH_AT) {
		compress(pending);
		memory.fill(pending, 0, BLOCK);
	}
	store<u64>(pending + LENGTH_AT, bswap<u64>((<u64>total) << 3));
	compress(pending);
	for (let i: usize = 0; i < DIGEST; i += 4) store<u32>(out + i, be32(state + i));
}

/** Writes the digest (DIGEST bytes) of the `length` bytes at `at` to `out`. */
export function digest(at: usize, length: u32, out: usize): void {
	start();
	update(at, length);
	finish(out);
}

/** FIPS 180-4 6.2.2. */
function compress(block: usize): void {
	for (let i: usize = 0; i < BLOCK; i += 4) store<u32>(schedule + i, be32(block + i));
	let a = load<u32>(state);
	let b = load<u32>(state, 4);
	let c = load<u32>(state, 8);
	let d = load<u32>(state, 12);
	let e = load<u32>(state, 16);
	let f = load<u32>(state, 20);
	let g = load<u32>(state, 24);
	let h = load<u32>(state, 28);
	for (let i: usize = 0; i < 256; i += 4) {
		const sum1 = rotr<u32>(e, 6) ^ rotr<u32>(e, 11) ^ rotr<u32>(e, 25);
		const choice = g ^ (e & (f ^ g));
		const one = h + sum1 + choice + load<u32>(ROUNDS + i) + load<u32>(schedule + i);
		const sum0 = rotr<u32>(a, 2) ^ rotr<u32>(a, 13) ^ rotr<u32>(a, 22);
		const majority = (a & b) | (c & (a | b));
		h = g;
		g = f;
		f = e;
		e = d + one;
		d = c;
		c = b;
		b = a;
		a = one + sum0 + majority;
		expand(i);
	}
	add(0, a);
	add(4, b);
	add(8, c);
	add(12, d);
	add(16, e);
	add(20, f);
	add(24, g);
	add(28, h);
}

function add(offset: usize, value: u32): void {
	store<u32>(state + offset, load<u32>(state + offset) + value);
}

/** Writes word 16 behind the one at `i`. */
function expand(i: usize): void {
	const near = load<u32>(schedule + i, 56);
	const far = load<u32>(schedule + i, 4);
	const sigma1 = rotr<u32>(near, 17) ^ rotr<u32>(near, 19) ^ (near >> 10);
	const sigma0 = rotr<u32>(far, 7) ^ rotr<u32>(far, 18) ^ (far >> 3);
	const before = load<u32>(schedule + i, 36) + load<u32>(schedule + i);
	store<u32>(schedule + i, before + sigma0 + sigma1, 64);
}
