// AES with a key of 128 bits, FIPS 197; only the way in, which is all that counter mode needs.

/** Bytes of a block, and of a key. */
export const BLOCK: u32 = 16;
/** Bytes of an expanded key: one block for each of 11 rounds, as words with the first byte on top. */
export const SCHEDULE: u32 = 176;

const LAST_ROUND: usize = 160;

/** What a byte becomes, and that multiplied by 2, 1, 1 and 3: a column of MixColumns. Made once. */
const box = memory.data(256, 8);
const columns = memory.data(1024, 8);
let made: bool = false;

/** Expands the key at `key` into `schedule` (SCHEDULE bytes). */
export function expand(key: usize, schedule: usize): void {
	if (!made) make();
	for (let i: usize = 0; i < BLOCK; i += 4)
		store<u32>(schedule + i, bswap<u32>(load<u32>(key + i)));
	let constant: u32 = 1;
	for (let i: usize = BLOCK; i < SCHEDULE; i += 4) {
		let word = load<u32>(schedule + i - 4);
		if ((i & 15) == 0) {
			word = substitute(rotl<u32>(word, 8)) ^ (constant << 24);
			constant = twice(constant);
		}
		store<u32>(schedule + i, load<u32>(schedule + i - BLOCK) ^ word);
	}
}

/** Encrypts the block at `from` into `to`, which may be the same. */
export function encrypt(schedule: usize, from: usize, to: usize): void {
	let a = bswap<u32>(load<u32>(from)) ^ load<u32>(schedule);
	let b = bswap<u32>(load<u32>(from, 4)) ^ load<u32>(schedule, 4);
	let c = bswap<u32>(load<u32>(from, 8)) ^ load<u32>(schedule, 8);
	let d = bswap<u32>(load<u32>(from, 12)) ^ load<u32>(schedule, 12);
	for (let round = schedule + BLOCK; round < schedule + LAST_ROUND; round += BLOCK) {
		const newA = mixed(a, b, c, d) ^ load<u32>(round);
		const newB = mixed(b, c, d, a) ^ load<u32>(round, 4);
		const newC = mixed(c, d, a, b) ^ load<u32>(round, 8);
		d = mixed(d, a, b, c) ^ load<u32>(round, 12);
		a = newA;
		b = newB;
		c = newC;
	}
	const last = schedule + LAST_ROUND;
	store<u32>(to, bswap<u32>(shifted(a, b, c, d) ^ load<u32>(last)));
	store<u32>(to, bswap<u32>(shifted(b, c, d, a) ^ load<u32>(last, 4)), 4);
	store<u32>(to, bswap<u32>(shifted(c, d, a, b) ^ load<u32>(last, 8)), 8);
	store<u32>(to, bswap<u32>(shifted(d, a, b, c) ^ load<u32>(last, 12)), 12);
}

/** SubBytes, ShiftRows and MixColumns for the column that begins with the first byte of `a`. */
function mixed(a: u32, b: u32, c: u32, d: u32): u32 {
	return (
		columnOf(a >> 24) ^
		rotr<u32>(columnOf((b >> 16) & 255), 8) ^
		rotr<u32>(columnOf((c >> 8) & 255), 16) ^
		rotr<u32>(columnOf(d & 255), 24)
	);
}

function columnOf(byte: u32): u32 {
	return load<u32>(columns + ((<usize>byte) << 2));
}

/** SubBytes and ShiftRows alone. */
function shifted(a: u32, b: u32, c: u32, d: u32): u32 {
	return substitute((a & 0xff000000) | (b & 0x00ff0000) | (c & 0x0000ff00) | (d & 0x000000ff));
}

function substitute(word: u32): u32 {
	const high = (boxed(word >> 24) << 24) | (boxed((word >> 16) & 255) << 16);
	return high | (boxed((word >> 8) & 255) << 8) | boxed(word & 255);
}

function boxed(byte: u32): u32 {
	return load<u8>(box + byte);
}

/** In the field of FIPS 197 4.2. */
function twice(byte: u32): u32 {
	return ((byte << 1) ^ ((byte >> 7) * 0x1b)) & 255;
}

/** Walks the field by powers of 3, with the inverses beside them. */
function make(): void {
	made = true;
	put(0, 0);
	let power: u32 = 1;
	let inverse: u32 = 1;
	do {
		put(power, inverse);
		power ^= twice(power);
		inverse ^= inverse << 1;
		inverse ^= inverse << 2;
		inverse ^= inverse << 4;
		inverse &= 255;
		if ((inverse & 0x80) != 0) inverse ^= 0x09;
	} while (power != 1);
}

/** FIPS 197 5.1.1: the inverse, turned and added to itself. */
function put(byte: u32, inverse: u32): void {
	const turns = inverse * 0x01010101;
	let value = inverse;
	for (let turn: i32 = 1; turn <= 4; turn++) value ^= rotl<u32>(turns, turn);
	value = (value ^ 0x63) & 255;
	store<u8>(box + byte, <u8>value);
	const double = twice(value);
	const column = (double << 24) | (value << 16) | (value << 8) | (double ^ value);
	store<u32>(columns + ((<usize>byte) << 2), column);
}
