// The content of TCP streams in its order, each direction by itself. What comes in order is shown to its readers where
// it stands; only what they have to wait for, and what comes out of order, is put into a slot.
import * as layout from '../layout';
import * as frame from '../frame';
import { min } from '../memory/bytes';
import { SYN } from '../wire/tcp';
import * as content from './content';
import * as ranges from './streamRanges';
import * as slots from './streamSlots';
import * as verdict from './verdict';

/** Farther in front of where a stream should begin than this, its SYN was another connection's. */
const MAX_WINDOW: u32 = 1 << 20;
/** More than this is passed over as if its length were not known. */
const MAX_PASSED: u32 = 1 << 30;
/** Bytes that were there before, as the sequence analysis sees it. */
const REPEATED: u32 =
	layout.ANALYSIS_RETRANSMISSION |
	layout.ANALYSIS_FAST_RETRANSMISSION |
	layout.ANALYSIS_SPURIOUS_RETRANSMISSION |
	layout.ANALYSIS_KEEP_ALIVE;

// The segment in hand, or what is left of it.
let flow: usize = 0;
let way: u32 = 0;
let at: usize = 0;
let length: u32 = 0;
let sequence: u32 = 0;

/** What the readers said when they were asked last. */
let outcome: u32 = 0;

/** The payload of a segment just counted in `owner`; `first` is the sequence number of its first byte. */
export function segment(owner: usize, from: usize, bytes: u32, first: u32): void {
	const state = <u32>load<u8>(owner + <usize>frame.way, layout.FLOW_STREAM);
	if (state == slots.DONE) return;
	flow = owner;
	way = frame.way;
	at = from;
	length = bytes;
	sequence = first;
	if (state >= slots.ANEW) loose(state);
	else if (state == 0) begin();
	else resume(state);
}

/** A segment of `owner` says that its direction ends before `last`, or where it `resets` that both do now. */
export function end(owner: usize, last: u32, resets: bool): void {
	flow = owner;
	if (resets) {
		finish(0);
		finish(1);
		return;
	}
	const number = slotOf(frame.way);
	if (number == 0) return;
	const slot = slots.at(number);
	slots.setEnd(slot, last);
	if (slots.endsBy(slot, slots.next(slot) + ranges.held(slot))) finish(frame.way);
}

/** Shows what waits in a direction of the flow in hand: more will not come. */
function finish(direction: u32): void {
	way = direction;
	const number = slotOf(way);
	if (number == 0) return;
	if (ranges.held(slots.at(number)) == 0 || showHeld(number, true)) leave(number, slots.DONE);
}

function slotOf(direction: u32): u32 {
	const state = <u32>load<u8>(flow + <usize>direction, layout.FLOW_STREAM);
	return state < slots.ANEW ? state : 0;
}

function setState(direction: u32, state: u32): void {
	store<u8>(flow + <usize>direction, <u8>state, layout.FLOW_STREAM);
}

/** Nothing of the direction was seen yet. */
function begin(): void {
	content.setReadersOf(flow);
	const expected = firstSequence();
	const ahead = sequence - expected;
	if (ahead == 0 || isBeginning(ahead)) return showInPlace(0);
	if (<i32>ahead < 0 && length <= 0 - ahead) return;
	const number = slots.take(flow, way);
	slots.setNext(slots.at(number), expected);
	slots.setReaders(slots.at(number), content.readers);
	resume(number);
}

/** Whoever makes packets up may forget that a SYN takes a number; a probe (RFC 9293 3.8.4) has one byte at most. */
function isBeginning(ahead: u32): bool {
	if (ahead + 1 == 0) return length > 1;
	return ahead >= slots.CAPACITY && 0 - ahead > MAX_WINDOW;
}

/** Where the direction in hand begins; that of the segment in hand where nobody knows, for want of its SYN. */
function firstSequence(): u32 {
	const flags = <u32>load<u16>(flow + ((<usize>way) << 1), layout.FLOW_FLAGS);
	if ((flags & SYN) == 0) return sequence;
	const tcp = <usize>load<u32>(flow, layout.FLOW_TCP);
	if (tcp == 0) return sequence;
	if (((<u32>load<u16>(tcp, layout.TCP_FLAGS)) & (layout.TCP_FLAG_BASE << way)) == 0)
		return sequence;
	return load<u32>(tcp + <usize>(way * layout.WAY_SIZE), layout.TCP_WAYS + layout.WAY_BASE) + 1;
}

/** The segment is shown by itself, wherever in the stream it stands. */
function loose(state: u32): void {
	if ((frame.analysis & REPEATED) != 0) return;
	if (state == slots.SEEKING) content.setReadersOf(flow);
	else if (state == slots.ANEW) content.setReadersInside(at);
	else if (!content.setTls(flow, at)) return;
	showInPlace(0);
}

/** Shows the whole rest of the segment where it stands; `number` is an empty slot of the direction, or 0. */
function showInPlace(number: u32): void {
	const done = show(at, length, frame.cut);
	const next = sequence + done;
	const left = done < length ? length - done : 0;
	if (outcome == verdict.MORE && left > slots.CAPACITY) {
		advance(done);
		return showLast(number);
	}
	if (outcome != verdict.MORE && outcome != verdict.NEXT) return leaveBy(number);
	if (number == 0) number = slots.take(flow, way);
	const slot = slots.at(number);
	slots.setNext(slot, next);
	slots.setReaders(slot, content.readers);
	if (left > 0 && !ranges.put(slot, 0, at + done, left))
		return leave(number, slots.afterLoss(flow));
	if (slots.endsBy(slot, next + left)) finish(way);
}

/** The rest of the segment is more than any slot holds, and still not enough. */
function showLast(number: u32): void {
	show(at, length, true);
	if (outcome == verdict.NEXT) outcome = verdict.SEEK;
	leaveBy(number);
}

function advance(bytes: u32): void {
	at += bytes;
	length -= bytes;
	sequence += bytes;
}

/** The direction has a slot: the segment may repeat what was there, follow it, or leave a gap. */
function resume(number: u32): void {
	const slot = slots.at(number);
	slots.touch(number);
	while (true) {
		const behind = slots.next(slot) - sequence;
		if (<i32>behind > 0) {
			if (behind >= length) return;
			advance(behind);
		}
		content.setReaders(slots.readers(slot));
		const ahead = sequence - slots.next(slot);
		if (ahead == 0 && ranges.count(slot) == 0) return showInPlace(number);
		if (ahead >= slots.CAPACITY) return giveUp(number);
		const fits = min(length, slots.CAPACITY - ahead);
		const before = ranges.held(slot);
		if (!ranges.put(slot, ahead, at, fits) || ranges.held(slot) == before) return;
		if (!showHeld(number, frame.cut) || fits == length) return;
	}
}

/** Shows what waits without a gap. Says whether the direction still has its slot. */
function showHeld(number: u32, last: bool): bool {
	const slot = slots.at(number);
	content.setReaders(slots.readers(slot));
	let held = ranges.held(slot);
	while (held > 0) {
		const ends = slots.endsBy(slot, slots.next(slot) + held);
		const done = show(slots.bytes(slot), held, last || ends || held == slots.CAPACITY);
		ranges.drop(slot, done);
		slots.setNext(slot, slots.next(slot) + done);
		slots.setReaders(slot, content.readers);
		if (outcome == verdict.MORE) return true;
		if (outcome != verdict.NEXT) {
			leaveBy(number);
			return false;
		}
		held = ranges.held(slot);
	}
	if (!slots.endsBy(slot, slots.next(slot))) return true;
	leave(number, slots.DONE);
	return false;
}

/** The segment in hand is so far ahead that what is missing will not come any more. */
function giveUp(number: u32): void {
	if (ranges.held(slots.at(number)) > 0 && !showHeld(number, true)) return;
	leave(number, slots.afterLoss(flow));
	showInPlace(0);
}

/**
 * Shows contiguous bytes until the readers want more or no more. Gives how many of them are done with, which may be
 * more than there are. `outcome` is NEXT where all are.
 */
function show(from: usize, bytes: u32, last: bool): u32 {
	let done: u32 = 0;
	while (true) {
		outcome = content.ask(flow, way, from + done, bytes - done, last);
		if (verdict.turned == flow) turn();
		if (outcome != verdict.NEXT) return done;
		if (verdict.consumed == 0 || verdict.consumed > MAX_PASSED) {
			outcome = verdict.consumed == 0 ? verdict.NONE : verdict.SEEK;
			return done;
		}
		done += verdict.consumed;
		if (done >= bytes) return done;
	}
}

/** What was said of this direction is said of the other one too. */
function turn(): void {
	const other = slotOf(1 - way);
	if (other != 0) slots.release(other);
	setState(1 - way, turnedState());
}

function turnedState(): u32 {
	return verdict.turned == flow && verdict.isAnew ? slots.ANEW : slots.WATCHED;
}

/** The direction needs no slot any more (`number`, 0 if it had none), by what was said last. */
function leaveBy(number: u32): void {
	if (outcome == verdict.SEEK) return leave(number, slots.SEEKING);
	const isOver = outcome == verdict.DONE && content.isTls();
	leave(number, isOver ? slots.DONE : turnedState());
}

function leave(number: u32, state: u32): void {
	if (number != 0) slots.release(number);
	setState(way, state);
}
