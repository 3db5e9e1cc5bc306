// The segments of a direction that were not acknowledged yet: what tells round-trip times. Each direction has a
// list from WAY_UNACKED to WAY_UNACKED_LAST, in order of the numbers behind the segments, equal ones in order of
// arrival.
//
// Wireshark keeps the newest first, walks the whole list for every acknowledgment, takes out what ends at or
// before it, and measures from the oldest that ends there exactly. On the circle of numbers "at or before" is a
// run from the front of a sorted list as long as its numbers lie within half the circle, and so the same ones go.
// Where they do not (damaged or invented numbers), the list is kept as they came and walked whole.
import * as layout from '../../layout';
import * as frame from '../../frame';
import * as status from '../../status';
import { allocate } from '../../memory/arena';
import { isBefore } from './segment';
import * as ways from './way';

const NEXT: usize = 0; // address of the next newer one
const PREVIOUS: usize = 4;
const END: usize = 8; // sequence number behind it
const COUNT: usize = 12; // of the whole list, in its last one
const TIME: usize = 16;
const SIZE: usize = 24;

/** For one direction, as Wireshark has it (TCP_MAX_UNACKED_SEGMENTS). */
const MAX_OF_WAY: u32 = 10000;
/** Of all flows together: 6 MiB. */
const MAX_OF_ALL: u32 = 262144;
const BLOCK: u32 = 1024;

let free: usize = 0;
let made: u32 = 0;

/** When the segment that `acknowledge` looked for was sent, where it said that there was one. */
export let sentAt: f64 = 0;

export function isFull(way: usize): bool {
	const last = <usize>load<u32>(way, layout.WAY_UNACKED_LAST);
	return last != 0 && load<u32>(last, COUNT) >= MAX_OF_WAY;
}

/** Adds the segment in hand, whose numbers end in front of `end`. */
export function add(way: usize, end: u32): void {
	const segment = take();
	if (segment == 0) return leaveOut(way);
	store<u32>(segment, end, END);
	store<f64>(segment, frame.time, TIME);
	const last = <usize>load<u32>(way, layout.WAY_UNACKED_LAST);
	if (last == 0) return begin(way, segment);
	const count = load<u32>(last, COUNT) + 1;
	insert(way, placeOf(way, last, end), segment);
	store<u32>(<usize>load<u32>(way, layout.WAY_UNACKED_LAST), count, COUNT);
}

function begin(way: usize, segment: usize): void {
	store<u32>(segment, 0, NEXT);
	store<u32>(segment, 0, PREVIOUS);
	store<u32>(segment, 1, COUNT);
	store<u32>(way, <u32>segment, layout.WAY_UNACKED);
	store<u32>(way, <u32>segment, layout.WAY_UNACKED_LAST);
	if ((ways.marks(way) & ways.UNSORTED) != 0) ways.remark(way, ways.UNSORTED, 0);
}

/** The one that `end` belongs behind; 0: in front of all. */
function placeOf(way: usize, last: usize, end: u32): usize {
	if ((ways.marks(way) & ways.UNSORTED) != 0) return last;
	if (!isBefore(end, load<u32>(last, END))) {
		const first = <usize>load<u32>(way, layout.WAY_UNACKED);
		if (isBefore(end, load<u32>(first, END))) ways.remark(way, 0, ways.UNSORTED);
		return last;
	}
	let at = last;
	while (at != 0 && isBefore(end, load<u32>(at, END))) at = load<u32>(at, PREVIOUS);
	return at;
}

function insert(way: usize, previous: usize, segment: usize): void {
	const next = <usize>load<u32>(previous == 0 ? way + layout.WAY_UNACKED : previous + NEXT);
	link(way, previous, segment);
	link(way, segment, next);
}

/** Makes two neighbours; 0 is the list's end on either side. */
function link(way: usize, one: usize, other: usize): void {
	store<u32>(one == 0 ? way + layout.WAY_UNACKED : one + NEXT, <u32>other);
	store<u32>(other == 0 ? way + layout.WAY_UNACKED_LAST : other + PREVIOUS, <u32>one);
}

/** Takes out what ends at or before `number`. Says whether one ended there; `sentAt` is the oldest of these. */
export function acknowledge(way: usize, number: u32): bool {
	const first = <usize>load<u32>(way, layout.WAY_UNACKED);
	if (first == 0) return false;
	if ((ways.marks(way) & ways.UNSORTED) != 0) return sweep(way, number);
	if (!isBefore(number, load<u32>(first, END))) return takeFront(way, first, number);
	const last = <usize>load<u32>(way, layout.WAY_UNACKED_LAST);
	return isBefore(number, load<u32>(last, END)) ? false : sweep(way, number);
}

function takeFront(way: usize, first: usize, number: u32): bool {
	let at = first;
	let taken: u32 = 0;
	let met = false;
	let behind = first;
	while (at != 0 && !isBefore(number, load<u32>(at, END))) {
		if (!met && load<u32>(at, END) == number) {
			met = true;
			sentAt = load<f64>(at, TIME);
		}
		taken += 1;
		behind = at;
		at = load<u32>(at, NEXT);
	}
	store<u32>(behind, <u32>free, NEXT);
	free = first;
	link(way, 0, at);
	if (at != 0) lessen(way, taken);
	return met;
}

function lessen(way: usize, taken: u32): void {
	const last = <usize>load<u32>(way, layout.WAY_UNACKED_LAST);
	store<u32>(last, load<u32>(last, COUNT) - taken, COUNT);
}

/** The same one by one, whatever their order. */
function sweep(way: usize, number: u32): bool {
	let count = load<u32>(<usize>load<u32>(way, layout.WAY_UNACKED_LAST), COUNT);
	let met = false;
	let at = <usize>load<u32>(way, layout.WAY_UNACKED);
	while (at != 0) {
		const next = <usize>load<u32>(at, NEXT);
		const end = load<u32>(at, END);
		if (end == number && !met) {
			met = true;
			sentAt = load<f64>(at, TIME);
		}
		if (!isBefore(number, end)) {
			link(way, <usize>load<u32>(at, PREVIOUS), next);
			give(at);
			count -= 1;
		}
		at = next;
	}
	if (count != 0) store<u32>(<usize>load<u32>(way, layout.WAY_UNACKED_LAST), count, COUNT);
	return met;
}

/** Gives up the whole list: nothing will be said in this direction any more. */
export function release(way: usize): void {
	const first = <usize>load<u32>(way, layout.WAY_UNACKED);
	if (first == 0) return;
	store<u32>(<usize>load<u32>(way, layout.WAY_UNACKED_LAST), <u32>free, NEXT);
	free = first;
	store<u32>(way, 0, layout.WAY_UNACKED);
	store<u32>(way, 0, layout.WAY_UNACKED_LAST);
}

function take(): usize {
	if (free == 0 && !grow()) return 0;
	const segment = free;
	free = load<u32>(segment, NEXT);
	return segment;
}

function give(segment: usize): void {
	store<u32>(segment, <u32>free, NEXT);
	free = segment;
}

function grow(): bool {
	if (made >= MAX_OF_ALL) return false;
	const block = allocate(<usize>BLOCK * SIZE);
	if (block == 0) return false;
	made += BLOCK;
	for (let i: u32 = 0; i < BLOCK; i++) give(block + <usize>i * SIZE);
	return true;
}

/** Counted once for each direction: what is lost is the round-trip times of its segments. */
function leaveOut(way: usize): void {
	if ((ways.marks(way) & ways.INCOMPLETE) != 0) return;
	ways.remark(way, 0, ways.INCOMPLETE);
	status.addEvicted();
}
