// Every name once. Names repeat endlessly in DNS; equal ones share one copy, so their addresses are equal too.
import { TEXT_BYTES, TEXT_LENGTH } from '../layout';
import { allocate, giveBack } from './arena';
import { copyWords } from './bytes';
import * as hash from './hash';

const FIRST_SLOTS: u32 = 1024;
const HASH: usize = 0;

let slots: usize = 0;
let slotCount: u32 = 0;
let texts: u32 = 0;
let used: u32 = 0;
let limit: u32 = 0;

/** Prepares for at most `bytes` bytes of text. False where memory has run out. */
export function open(bytes: u32): bool {
	limit = bytes;
	slotCount = FIRST_SLOTS;
	slots = allocate((<usize>slotCount) << 2);
	return slots != 0;
}

/**
 * Address of the text with these bytes (layout TEXT_*); 0 where there is no room for it. Zeros fill them up to whole
 * words, here and in every text.
 */
export function intern(at: usize, length: u32): usize {
	const h = hash.bytes(at, length);
	let slot = slotOf(h);
	let text = <usize>load<u32>(slot);
	while (text != 0) {
		if (load<u32>(text + HASH) == h && equals(text, at, length)) return text;
		slot = slot + 4 < slots + ((<usize>slotCount) << 2) ? slot + 4 : slots;
		text = load<u32>(slot);
	}
	return add(h, at, length);
}

function equals(text: usize, at: usize, length: u32): bool {
	if (load<u16>(text + TEXT_LENGTH) != length) return false;
	for (let i: usize = 0; i < length; i += 8) {
		if (load<u64>(text + i, TEXT_BYTES) != load<u64>(at + i)) return false;
	}
	return true;
}

function add(h: u32, at: usize, length: u32): usize {
	const size = TEXT_BYTES + length;
	if (used + size > limit || !roomForOne()) return 0;
	const padded = (length + 7) & ~7;
	const text = allocate(TEXT_BYTES + padded);
	if (text == 0) return 0;
	used += size;
	texts += 1;
	store<u32>(text + HASH, h);
	store<u16>(text + TEXT_LENGTH, <u16>length);
	copyWords(text + TEXT_BYTES, at, padded);
	place(text, h);
	return text;
}

function slotOf(h: u32): usize {
	return slots + ((<usize>(h & (slotCount - 1))) << 2);
}

function place(text: usize, h: u32): void {
	let slot = slotOf(h);
	const end = slots + ((<usize>slotCount) << 2);
	while (load<u32>(slot) != 0) slot = slot + 4 < end ? slot + 4 : slots;
	store<u32>(slot, <u32>text);
}

/** Keeps the slots at most half full. */
function roomForOne(): bool {
	if (texts << 1 < slotCount) return true;
	const bigger = allocate((<usize>slotCount) << 3);
	if (bigger == 0) return false;
	const old = slots;
	const oldEnd = slots + ((<usize>slotCount) << 2);
	slots = bigger;
	slotCount <<= 1;
	for (let slot = old; slot < oldEnd; slot += 4) {
		const text = <usize>load<u32>(slot);
		if (text != 0) place(text, load<u32>(text + HASH));
	}
	giveBack(old, oldEnd - old);
	return true;
}
