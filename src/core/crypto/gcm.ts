// Galois/Counter Mode with AES-128, NIST SP 800-38D: opening what was sealed, with nonces of 12 bytes.
import * as aes from './aes128';

/** Bytes of the tag behind what was sealed. */
export const TAG: u32 = 16;
const NONCE: u32 = 12;
/** Counter of the block that masks the tag; the text's blocks follow. */
const FIRST: u32 = 1;

const schedule = memory.data(176, 8);
/** The hash key times every number of four bits: 16 of u64 x 2. */
const multiples = memory.data(256, 8);
/** What four bits that fall out at the end come back as, SP 800-38D 6.3. */
const RETURNED = memory.data<u16>([
	0x0000, 0x1c20, 0x3840, 0x2460, 0x7080, 0x6ca0, 0x48c0, 0x54e0, 0xe100, 0xfd20, 0xd940, 0xc560,
	0x9180, 0x8da0, 0xa9c0, 0xb5e0,
]);
const counter = memory.data(16, 8);
const mask = memory.data(16, 8);
const rest = memory.data(16, 8);

/** GHASH so far: first and second half of the block. */
let high: u64 = 0;
let low: u64 = 0;

/** Takes the key of 16 bytes at `key` for what follows. */
export function setKey(key: usize): void {
	aes.expand(key, schedule);
	memory.fill(mask, 0, aes.BLOCK);
	aes.encrypt(schedule, mask, mask);
	let first = bswap<u64>(load<u64>(mask));
	let second = bswap<u64>(load<u64>(mask, 8));
	for (let factor: usize = 8; factor > 0; factor >>= 1) {
		setMultiple(factor, first, second);
		const out = second & 1;
		second = (first << 63) | (second >> 1);
		first = (first >> 1) ^ (out * 0xe100000000000000);
	}
	for (let factor: usize = 2; factor < 16; factor <<= 1)
		for (let more: usize = 1; more < factor; more++) addMultiples(factor, more);
}

function setMultiple(factor: usize, first: u64, second: u64): void {
	store<u64>(multiples + (factor << 4), first);
	store<u64>(multiples + (factor << 4), second, 8);
}

function addMultiples(factor: usize, more: usize): void {
	const one = multiples + (factor << 4);
	const other = multiples + (more << 4);
	setMultiple(
		factor + more,
		load<u64>(one) ^ load<u64>(other),
		load<u64>(one, 8) ^ load<u64>(other, 8),
	);
}

/**
 * Opens the `length` bytes at `body` where they stand, the last TAG of which are the tag, sealed together with the
 * `headerLength` bytes at `header`. False, and nothing done, where the tag is not theirs.
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
	decrypt(body, size);
	return true;
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

/** Adds one block to the hash so far and multiplies by the hash key, four bits at a time from the end. */
function multiply(first: u64, second: u64): void {
	const top = high ^ first;
	const bottom = low ^ second;
	high = 0;
	low = 0;
	for (let bits: u64 = 0; bits < 64; bits += 4) step(<usize>((bottom >> bits) & 15));
	for (let bits: u64 = 0; bits < 64; bits += 4) step(<usize>((top >> bits) & 15));
}

function step(four: usize): void {
	const out = <u64>load<u16>(RETURNED + ((<usize>(low & 15)) << 1));
	const multiple = multiples + (four << 4);
	low = ((high << 60) | (low >> 4)) ^ load<u64>(multiple, 8);
	high = (high >> 4) ^ (out << 48) ^ load<u64>(multiple);
}

function nextMask(number: u32): void {
	store<u32>(counter, bswap<u32>(number), NONCE);
	aes.encrypt(schedule, counter, mask);
}

function decrypt(at: usize, length: u32): void {
	let number = FIRST;
	while (length >= aes.BLOCK) {
		nextMask(++number);
		store<u64>(at, load<u64>(at) ^ load<u64>(mask));
		store<u64>(at, load<u64>(at, 8) ^ load<u64>(mask, 8), 8);
		at += aes.BLOCK;
		length -= aes.BLOCK;
	}
	if (length == 0) return;
	nextMask(++number);
	for (let i: u32 = 0; i < length; i++) store<u8>(at + i, load<u8>(at + i) ^ load<u8>(mask + i));
}
