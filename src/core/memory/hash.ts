// A keyed hash for the tables. The key is random for every capture, so nobody can prepare traffic whose
// entries all fall into the same place.

const K1: u64 = 0x9e3779b97f4a7c15;
const K2: u64 = 0xd6e8feb86659fd93;

let seedA: u64 = 0;
let seedB: u64 = 0;

export function seed(a: u64, b: u64): void {
	seedA = a;
	seedB = b | 1;
}

/** What every hash begins with. */
export function start(): u64 {
	return seedA;
}

/** The hash so far and one more word. */
export function mix(hash: u64, word: u64): u64 {
	const once = (hash ^ word) * K1;
	return rotl<u64>(once, 29) * seedB + word;
}

/** The 32 bits that a table uses. */
export function finish(hash: u64): u32 {
	let h = (hash ^ (hash >> 32)) * K2;
	h ^= h >> 29;
	return <u32>((h * K1) >> 32);
}

/** Hash of `length` bytes, which zeros fill up to whole words. */
export function bytes(at: usize, length: u32): u32 {
	let h = mix(start(), length);
	const end = at + length;
	for (; at < end; at += 8) h = mix(h, load<u64>(at));
	return finish(h);
}
