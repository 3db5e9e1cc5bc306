// Datagrams on their way to be whole (RFC 791 3.2, RFC 8200 4.5): a pool of slots, each with the bytes of one, what
// of them is there, and what has to wait for the fragment with the ports. Bytes that came first stay.
import * as layout from '../layout';
import * as frame from '../frame';
import { allocate } from '../memory/arena';
import * as key from './key';

const KEY_SIZE: u32 = layout.FLOW_KEY_SIZE;

// A slot. It begins with the key of its packets' flow without ports.
const ID: usize = 40; // u32
const SOURCE_IS_HIGH: usize = 44; // u8
const STATE: usize = 45; // u8
const RANGES: usize = 46; // u8
const HAS_PORTS: usize = 47; // u8
const PORTS: usize = 48; // u16 x 2, source and destination
const PROTOCOL: usize = 52; // u32, the one that has the ports
const TOTAL: usize = 56; // u32, length of the datagram; 0: not known yet
const WAITING: usize = 60; // u32, packets
const WAITING_BYTES: usize = 64; // f64
const FIRST: usize = 72; // f64, time of the first packet
const LAST: usize = 80; // f64
const OFFSET: usize = 88; // f64, of the first packet in the file
const RANGE: usize = 96; // u32 x 2 each, from and behind what is there, in order
const HEADER: usize = 224;
const MAX_RANGES: u32 = 16;
/** Longest datagram. */
export const MAX_LENGTH: u32 = 65535;

const COLLECTING: u32 = 1;
const WHOLE: u32 = 2;
/** Contradicted itself: its packets are counted, its bytes are not wanted. */
const BROKEN: u32 = 3;

const SLOTS: u32 = 64;
/** Nanoseconds a datagram waits for its parts, as Linux does (net.ipv4.ipfrag_time). */
const PATIENCE: f64 = 30e9;

const slots = memory.data(256, 8);
let known: u32 = 0;

/** The slot of the datagram whose key (without ports) is set; 0 where it has none. */
export function find(id: u32): usize {
	for (let i: u32 = 0; i < known; i++) {
		const slot = at(i);
		if (load<u32>(slot, ID) != id) continue;
		if ((load<u8>(slot, SOURCE_IS_HIGH) != 0) == key.sourceIsHigh && key.equals(slot)) return slot;
	}
	return 0;
}

export function at(index: u32): usize {
	return load<u32>(slots + ((<usize>index) << 2));
}

/** A slot to take: a new one while there may be more, else the one quiet longest; 0 where there is no memory. */
export function oldest(): usize {
	if (known < SLOTS) {
		const slot = allocate(HEADER + MAX_LENGTH + 1);
		if (slot != 0) {
			store<u32>(slots + ((<usize>known) << 2), <u32>slot);
			known += 1;
			return slot;
		}
	}
	let found: usize = known == 0 ? 0 : at(0);
	for (let i: u32 = 1; i < known; i++) {
		if (load<f64>(at(i), LAST) < load<f64>(found, LAST)) found = at(i);
	}
	return found;
}

/** Takes the slot for the datagram whose key (without ports) is set. */
export function begin(slot: usize, id: u32): void {
	memory.fill(slot, 0, HEADER);
	holdKey(slot);
	store<u32>(slot, id, ID);
	store<u8>(slot, <u8>COLLECTING, STATE);
	store<f64>(slot, frame.time, FIRST);
	store<f64>(slot, frame.time, LAST);
	store<f64>(slot, frame.offset, OFFSET);
}

/** Keeps the packet's key where a slot has it: in its first 48 bytes. */
export function holdKey(slot: usize): void {
	memory.copy(slot, key.record, KEY_SIZE);
	store<u8>(slot, key.sourceIsHigh ? 1 : 0, SOURCE_IS_HIGH);
}

export function isCollecting(slot: usize): bool {
	return load<u8>(slot, STATE) == COLLECTING;
}

/** Has it waited too long for this packet to be one of its parts? */
export function isStale(slot: usize): bool {
	return frame.time - load<f64>(slot, LAST) > PATIENCE;
}

/** Is every byte of the datagram there? */
export function isWhole(slot: usize): bool {
	return load<u8>(slot, STATE) == WHOLE;
}

/** Its bytes are not wanted any more. */
export function spoil(slot: usize): void {
	store<u8>(slot, <u8>BROKEN, STATE);
}

/** Where the bytes of the datagram are. */
export function data(slot: usize): usize {
	return slot + HEADER;
}

export function total(slot: usize): u32 {
	return load<u32>(slot, TOTAL);
}

/** Does a whole datagram have the very same bytes there? Then it came twice. */
export function isRepeated(slot: usize, from: u32, bytes: usize, length: u32): bool {
	if (!isWhole(slot) || from + length > total(slot)) return false;
	return memory.compare(data(slot) + from, bytes, length) == 0;
}

/** Takes the bytes of one fragment. False where they contradict what is known of the datagram. */
export function put(slot: usize, from: u32, bytes: usize, length: u32, hasMore: bool): bool {
	store<f64>(slot, frame.time, LAST);
	const end = from + length;
	const said = total(slot);
	if (end > MAX_LENGTH || (said != 0 && end > said)) return false;
	if (!hasMore) {
		if ((said != 0 && said != end) || end < highest(slot)) return false;
		store<u32>(slot, end, TOTAL);
	}
	copyNew(slot, from, end, bytes);
	if (!cover(slot, from, end)) return false;
	if (total(slot) != 0 && ranges(slot) == 1 && rangeFrom(slot, 0) == 0)
		if (rangeEnd(slot, 0) == total(slot)) store<u8>(slot, <u8>WHOLE, STATE);
	return true;
}

function ranges(slot: usize): u32 {
	return load<u8>(slot, RANGES);
}

function rangeFrom(slot: usize, index: u32): u32 {
	return load<u32>(slot + ((<usize>index) << 3), RANGE);
}

function rangeEnd(slot: usize, index: u32): u32 {
	return load<u32>(slot + ((<usize>index) << 3), RANGE + 4);
}

function setRange(slot: usize, index: u32, from: u32, end: u32): void {
	const range = slot + ((<usize>index) << 3);
	store<u32>(range, from, RANGE);
	store<u32>(range, end, RANGE + 4);
}

function highest(slot: usize): u32 {
	const count = ranges(slot);
	return count == 0 ? 0 : rangeEnd(slot, count - 1);
}

/** Copies what of from..end is not there yet. */
function copyNew(slot: usize, from: u32, end: u32, bytes: usize): void {
	let place = from;
	const count = ranges(slot);
	for (let i: u32 = 0; i <= count && place < end; i++) {
		let hole = i == count ? end : rangeFrom(slot, i);
		if (hole > end) hole = end;
		if (hole > place) memory.copy(data(slot) + place, bytes + (place - from), hole - place);
		if (i < count && rangeEnd(slot, i) > place) place = rangeEnd(slot, i);
		else if (i == count) place = end;
	}
}

/** Notes that from..end is there; false where that would be too many pieces. */
function cover(slot: usize, from: u32, end: u32): bool {
	let kept: u32 = 0;
	const count = ranges(slot);
	while (kept < count && rangeEnd(slot, kept) < from) kept += 1;
	let behind = kept;
	while (behind < count && rangeFrom(slot, behind) <= end) {
		if (rangeFrom(slot, behind) < from) from = rangeFrom(slot, behind);
		if (rangeEnd(slot, behind) > end) end = rangeEnd(slot, behind);
		behind += 1;
	}
	const left = count - behind;
	if (kept + 1 + left > MAX_RANGES) return false;
	const place = slot + RANGE;
	memory.copy(place + ((kept + 1) << 3), place + (behind << 3), left << 3);
	setRange(slot, kept, from, end);
	store<u8>(slot, <u8>(kept + 1 + left), RANGES);
	return true;
}

export function hasPorts(slot: usize): bool {
	return load<u8>(slot, HAS_PORTS) != 0;
}

/** Keeps the ports of the packet's key, which the first fragment told. */
export function setPorts(slot: usize): void {
	store<u8>(slot, 1, HAS_PORTS);
	store<u16>(slot, <u16>key.sourcePort, PORTS);
	store<u16>(slot, <u16>key.destinationPort, PORTS + 2);
	store<u32>(slot, load<u8>(key.record, layout.FLOW_PROTOCOL), PROTOCOL);
}

/** Sets the addresses of its packets. */
export function setAddresses(slot: usize): void {
	const isHigh = load<u8>(slot, SOURCE_IS_HIGH) != 0;
	const low = slot + layout.FLOW_LOW_ADDRESS;
	const high = slot + layout.FLOW_HIGH_ADDRESS;
	const source = isHigh ? high : low;
	const destination = isHigh ? low : high;
	if (load<u8>(slot, layout.FLOW_VERSION) == 6) key.setIpv6(source, destination);
	else key.setIpv4(load<u32>(source, 12), load<u32>(destination, 12));
}

/** Completes the key of its packets' flow: with ports, where the first fragment came. */
export function finishKey(slot: usize): void {
	if (hasPorts(slot))
		key.finish(load<u32>(slot, PROTOCOL), load<u16>(slot, PORTS), load<u16>(slot, PORTS + 2));
	else key.finish(protocol(slot), 0, 0);
}

/** The packet in hand has to wait for the ports. */
export function wait(slot: usize): void {
	store<f64>(slot, frame.time, LAST);
	store<u32>(slot, waiting(slot) + 1, WAITING);
	store<f64>(slot, waitingBytes(slot) + <f64>frame.original, WAITING_BYTES);
}

/** How many packets wait. */
export function waiting(slot: usize): u32 {
	return load<u32>(slot, WAITING);
}

export function waitingBytes(slot: usize): f64 {
	return load<f64>(slot, WAITING_BYTES);
}

/** Time of its first packet, and of its last. */
export function first(slot: usize): f64 {
	return load<f64>(slot, FIRST);
}

export function last(slot: usize): f64 {
	return load<f64>(slot, LAST);
}

/** Where its first packet stands in the file. */
export function fileOffset(slot: usize): f64 {
	return load<f64>(slot, OFFSET);
}

/** What the first header behind that of the fragment is. */
export function protocol(slot: usize): u32 {
	return load<u8>(slot, layout.FLOW_PROTOCOL);
}

/** 4 or 6. */
export function version(slot: usize): u32 {
	return load<u8>(slot, layout.FLOW_VERSION);
}

/** They were counted. */
export function release(slot: usize): void {
	store<u32>(slot, 0, WAITING);
	store<f64>(slot, 0, WAITING_BYTES);
}

/** How many slots there are. */
export function count(): u32 {
	return known;
}
