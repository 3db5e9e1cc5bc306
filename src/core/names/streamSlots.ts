// Where the content of a direction waits until its reader has enough of it: a bounded pool. Who was not used for the
// longest time has to give way. A slot is known by its number, from 1.
import * as layout from '../layout';
import * as status from '../status';
import { allocate } from '../memory/arena';

// What FLOW_STREAM holds of a direction of TCP: 0 before its first byte, the number of its slot, or one of these.
/** It has come to what a proxy passes on, which begins with the next segment. */
export const ANEW: u32 = 252;
/** Nobody reads it, but TLS may still begin with a segment. */
export const WATCHED: u32 = 253;
/** Its reader is asked with the beginning of each segment. */
export const SEEKING: u32 = 254;
export const DONE: u32 = 255;
export const BOTH_DONE: u32 = 0xffff;

const SLOTS: u32 = 240;
/** Most bytes that one holds. */
export const CAPACITY: u32 = 16384;

const FLOW: usize = 0; // u32, address; 0: free
const NEXT: usize = 4; // u32, sequence number of the first byte that the reader is not done with
const END: usize = 8; // u32, sequence number of the FIN, where ENDS is 1
const BYTES: usize = 12; // u32, address of CAPACITY bytes, allocated when first needed: the first stands for NEXT
const WAY: usize = 16; // u8
const READERS: usize = 17; // u8, who is asked (names/content)
const ENDS: usize = 18; // u8
const OLDER: usize = 19; // u8, numbers of the neighbours in the order of use; number 0 joins both ends
const NEWER: usize = 20; // u8
const RANGES: usize = 21; // u8, and the rest: names/streamRanges
const SIZE: usize = 56;

const slots = memory.data(13496, 8);
let used: u32 = 0;

export function at(number: u32): usize {
	return slots + <usize>number * SIZE;
}

/** Gives a direction that has none a slot, whose number stands in FLOW_STREAM from now on. */
export function take(flow: usize, way: u32): u32 {
	let number = <u32>load<u8>(slots, NEWER);
	if ((number == 0 || load<u32>(at(number), FLOW) != 0) && used < SLOTS) {
		used += 1;
		number = used;
	} else {
		if (load<u32>(at(number), FLOW) != 0) evict(number);
		unlink(number);
	}
	link(number, load<u8>(slots, OLDER), 0);
	const slot = at(number);
	store<u32>(slot, <u32>flow, FLOW);
	store<u8>(slot, <u8>way, WAY);
	store<u8>(slot, 0, ENDS);
	store<u8>(slot, 0, RANGES);
	store<u8>(flow + <usize>way, <u8>number, layout.FLOW_STREAM);
	return number;
}

function evict(number: u32): void {
	const slot = at(number);
	if (load<u8>(slot, RANGES) != 0) status.addEvicted();
	const flow = <usize>load<u32>(slot, FLOW);
	store<u8>(flow + <usize>load<u8>(slot, WAY), <u8>afterLoss(flow), layout.FLOW_STREAM);
}

/** What becomes of a direction of which bytes were lost: its reader, if it has one, goes on behind them. */
export function afterLoss(flow: usize): u32 {
	const service = <u32>load<u8>(flow, layout.FLOW_SERVICE);
	return service == layout.SERVICE_NONE || service == layout.SERVICE_TLS ? WATCHED : SEEKING;
}

/** The direction needs its slot no more; whoever calls says what stands in FLOW_STREAM instead. */
export function release(number: u32): void {
	store<u32>(at(number), 0, FLOW);
	unlink(number);
	link(number, 0, load<u8>(slots, NEWER));
}

/** It is in use, so others give way before it. */
export function touch(number: u32): void {
	if (load<u8>(slots, OLDER) == number) return;
	unlink(number);
	link(number, load<u8>(slots, OLDER), 0);
}

function unlink(number: u32): void {
	const older = <u32>load<u8>(at(number), OLDER);
	const newer = <u32>load<u8>(at(number), NEWER);
	store<u8>(at(older), <u8>newer, NEWER);
	store<u8>(at(newer), <u8>older, OLDER);
}

function link(number: u32, older: u32, newer: u32): void {
	store<u8>(at(number), <u8>older, OLDER);
	store<u8>(at(number), <u8>newer, NEWER);
	store<u8>(at(older), <u8>number, NEWER);
	store<u8>(at(newer), <u8>number, OLDER);
}

export function next(slot: usize): u32 {
	return load<u32>(slot, NEXT);
}

export function setNext(slot: usize, sequence: u32): void {
	store<u32>(slot, sequence, NEXT);
}

export function readers(slot: usize): u32 {
	return load<u8>(slot, READERS);
}

export function setReaders(slot: usize, mask: u32): void {
	store<u8>(slot, <u8>mask, READERS);
}

export function setEnd(slot: usize, sequence: u32): void {
	store<u32>(slot, sequence, END);
	store<u8>(slot, 1, ENDS);
}

/** Does the direction end with the byte before `sequence`, or before that? */
export function endsBy(slot: usize, sequence: u32): bool {
	return load<u8>(slot, ENDS) != 0 && <i32>(sequence - load<u32>(slot, END)) >= 0;
}

/** Address of its bytes; 0 where memory has run out. */
export function bytes(slot: usize): usize {
	const known = <usize>load<u32>(slot, BYTES);
	if (known != 0) return known;
	const made = allocate(CAPACITY);
	store<u32>(slot, <u32>made, BYTES);
	return made;
}
