// The bytes that wait in a slot: ranges in ascending order that neither meet nor overlap, counted from the first byte
// that the reader is not done with. What came first stays.
import { min } from '../memory/bytes';
import * as slots from './streamSlots';

const COUNT: usize = 21; // u8
const RANGES: usize = 24; // MOST times u16 from, u16 to
const MOST: u32 = 8;

export function count(slot: usize): u32 {
	return load<u8>(slot, COUNT);
}

function from(slot: usize, index: u32): u32 {
	return load<u16>(slot + ((<usize>index) << 2), RANGES);
}

function to(slot: usize, index: u32): u32 {
	return load<u16>(slot + ((<usize>index) << 2), RANGES + 2);
}

function set(slot: usize, index: u32, begin: u32, end: u32): void {
	store<u32>(slot + ((<usize>index) << 2), begin | (end << 16), RANGES);
}

/** How many bytes are there without a gap. */
export function held(slot: usize): u32 {
	return count(slot) > 0 && from(slot, 0) == 0 ? to(slot, 0) : 0;
}

/** Puts bytes where they belong; `begin + length` is at most CAPACITY. False where there are too many gaps. */
export function put(slot: usize, begin: u32, at: usize, length: u32): bool {
	const end = begin + length;
	let first: u32 = 0;
	while (first < count(slot) && to(slot, first) < begin) first += 1;
	let behind = first;
	while (behind < count(slot) && from(slot, behind) <= end) behind += 1;
	const bytes = slots.bytes(slot);
	if (bytes == 0 || (first == behind && count(slot) == MOST)) return false;
	let place = begin;
	for (let i = first; i < behind; i++) {
		const gap = from(slot, i);
		if (gap > place) memory.copy(bytes + place, at + (place - begin), gap - place);
		if (to(slot, i) > place) place = to(slot, i);
	}
	if (place < end) memory.copy(bytes + place, at + (place - begin), end - place);
	join(slot, first, behind, begin, end);
	return true;
}

/** One range in place of those from `first` to before `behind`, which it meets. */
function join(slot: usize, first: u32, behind: u32, begin: u32, end: u32): void {
	if (first < behind) {
		begin = min(begin, from(slot, first));
		if (to(slot, behind - 1) > end) end = to(slot, behind - 1);
	}
	const ranges = slot + RANGES;
	const left = count(slot) - behind;
	memory.copy(
		ranges + ((<usize>(first + 1)) << 2),
		ranges + ((<usize>behind) << 2),
		(<usize>left) << 2,
	);
	set(slot, first, begin, end);
	store<u8>(slot, <u8>(first + 1 + left), COUNT);
}

/** The first `length` bytes, which may be more than are there, are done with. */
export function drop(slot: usize, length: u32): void {
	let left: u32 = 0;
	let last: u32 = 0;
	for (let i: u32 = 0; i < count(slot); i++) {
		if (to(slot, i) <= length) continue;
		last = to(slot, i) - length;
		const begin = from(slot, i);
		set(slot, left, begin > length ? begin - length : 0, last);
		left += 1;
	}
	store<u8>(slot, <u8>left, COUNT);
	if (left > 0) memory.copy(slots.bytes(slot), slots.bytes(slot) + length, last);
}
