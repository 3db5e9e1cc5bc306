// The flows of the capture: a growing table in first-seen order, and a hash index over the living ones.
import * as layout from '../layout';
import * as frame from '../frame';
import * as status from '../status';
import { allocate, giveBack } from '../memory/arena';
import { copyWords } from '../memory/bytes';
import * as records from '../memory/records';
import * as key from './key';
import * as overflow from './overflow';

/** Slots hold the hash in the upper half and 1 + the flow's id in the lower; 0 is free. */
const SLOT: usize = 8;
const FIRST_SLOTS: u32 = 4096;

let slots: usize = 0;
let slotCount: u32 = 0;
let occupied: u32 = 0;

/** Of the flow that `find` or `count` met last. */
export let id: u32 = 0;
let slot: usize = 0;
let forgotten: bool = false;

/** False where memory has run out. */
export function open(): bool {
	slotCount = FIRST_SLOTS;
	slots = allocate(<usize>slotCount * SLOT);
	return slots != 0;
}

export function at(index: u32): usize {
	return records.at(layout.TABLE_FLOWS, index);
}

/** The flow that the packet's key belongs to; 0 where it is a new one. */
export function find(): usize {
	slot = slotOf(key.hash32);
	let entry = load<u64>(slot);
	while (entry != 0) {
		if (<u32>(entry >> 32) == key.hash32) {
			id = <u32>entry - 1;
			const flow = at(id);
			if (key.equals(flow)) return flow;
		}
		slot = after(slot);
		entry = load<u64>(slot);
	}
	return 0;
}

/** The packet in hand begins a new flow on this key; the one so far stays in the table. */
export function forget(): void {
	forgotten = true;
}

/** Counts the packet in its flow, made where it is new; 0 where there was no room for it. */
export function count(): usize {
	return countFrom(false);
}

/** As `count`; `answers` says that the sender of this packet answers, should the flow be new. */
export function countFrom(answers: bool): usize {
	let flow = find();
	if (flow == 0 || forgotten) flow = create(flow == 0, answers);
	forgotten = false;
	if (flow == 0) return 0;
	const way = direction(flow);
	add(flow, way, 1, frame.original);
	frame.countedIn(id, way);
	return flow;
}

/** Counts what came before the flow of its packets was known, in the direction of the packet in hand. */
export function countLate(flow: usize, packets: u32, bytes: f64): void {
	add(flow, direction(flow), packets, bytes);
}

/** Counts payload bytes, as they were on the wire, of the packet in hand. */
export function countPayload(flow: usize, bytes: u32): void {
	const at = flow + ((<usize>direction(flow)) << 3);
	store<f64>(at, load<f64>(at, layout.FLOW_PAYLOAD) + <f64>bytes, layout.FLOW_PAYLOAD);
}

/** The first protocol that is recognised in a flow stays. */
export function setService(flow: usize, service: u32): void {
	if (load<u8>(flow, layout.FLOW_SERVICE) != 0) return;
	store<u8>(flow, <u8>service, layout.FLOW_SERVICE);
}

/** 0: the packet in hand goes from a to b; 1: back. */
export function direction(flow: usize): u32 {
	const aIsHigh = load<u8>(flow, layout.FLOW_A_IS_HIGH) != 0;
	return key.sourceIsHigh == aIsHigh ? 0 : 1;
}

function create(isNewKey: bool, answers: bool): usize {
	if (isNewKey && !roomForOne()) return leaveOut();
	const flow = records.add(layout.TABLE_FLOWS);
	if (flow == 0) {
		if (!isNewKey) hide();
		return leaveOut();
	}
	id = records.count(layout.TABLE_FLOWS) - 1;
	copyWords(flow, key.record, layout.FLOW_KEY_SIZE);
	store<u8>(flow, key.sourceIsHigh != answers ? 1 : 0, layout.FLOW_A_IS_HIGH);
	store<f64>(flow, frame.time, layout.FLOW_FIRST);
	store<f64>(flow, frame.time, layout.FLOW_LAST);
	store<f64>(flow, frame.offset, layout.FLOW_OFFSET);
	store<u32>(flow, frame.uid, layout.FLOW_UID);
	store<u16>(flow, <u16>frame.nic, layout.FLOW_INTERFACE);
	store<u64>(slot, ((<u64>key.hash32) << 32) | (id + 1));
	if (isNewKey) occupied += 1;
	return flow;
}

/** What follows on this key is none of the flow so far: by a hash that is not the key's nobody finds it. */
function hide(): void {
	store<u64>(slot, ((<u64>~key.hash32) << 32) | (id + 1));
}

function leaveOut(): usize {
	if (overflow.isNew(key.hash32)) status.addEvicted();
	return 0;
}

function add(flow: usize, way: u32, packets: u32, bytes: f64): void {
	const sum = flow + ((<usize>way) << 3);
	store<f64>(sum, load<f64>(sum, layout.FLOW_BYTES) + bytes, layout.FLOW_BYTES);
	const count = flow + ((<usize>way) << 2);
	store<u32>(count, load<u32>(count, layout.FLOW_PACKETS) + packets, layout.FLOW_PACKETS);
	if (frame.time < load<f64>(flow, layout.FLOW_FIRST))
		store<f64>(flow, frame.time, layout.FLOW_FIRST);
	if (frame.time > load<f64>(flow, layout.FLOW_LAST))
		store<f64>(flow, frame.time, layout.FLOW_LAST);
	if (frame.side != frame.SIDE_UNKNOWN) setPhone(flow, way);
	if (frame.uid != 0) store<u32>(flow, frame.uid, layout.FLOW_UID);
}

/** The first packet whose link layer knows decides: a phone talking to itself sends and receives. */
function setPhone(flow: usize, way: u32): void {
	if (load<u8>(flow, layout.FLOW_PHONE) != layout.PHONE_UNKNOWN) return;
	const isA = (frame.side == frame.SIDE_SENDER) == (way == 0);
	store<u8>(flow, <u8>(isA ? layout.PHONE_A : layout.PHONE_B), layout.FLOW_PHONE);
}

function slotOf(hash: u32): usize {
	return slots + <usize>(hash & (slotCount - 1)) * SLOT;
}

function after(at: usize): usize {
	const next = at + SLOT;
	return next < slots + <usize>slotCount * SLOT ? next : slots;
}

/** Keeps the index at most three quarters full. `slot` stands on a free one for the packet's key afterwards too. */
function roomForOne(): bool {
	if (occupied < slotCount - (slotCount >> 2)) return true;
	const bigger = allocate((<usize>slotCount * SLOT) << 1);
	if (bigger == 0) return false;
	const old = slots;
	const oldEnd = slots + <usize>slotCount * SLOT;
	slots = bigger;
	slotCount <<= 1;
	for (let from = old; from < oldEnd; from += SLOT) {
		const entry = load<u64>(from);
		if (entry != 0) store<u64>(freeSlot(<u32>(entry >> 32)), entry);
	}
	giveBack(old, oldEnd - old);
	slot = freeSlot(key.hash32);
	return true;
}

function freeSlot(hash: u32): usize {
	let free = slotOf(hash);
	while (load<u64>(free) != 0) free = after(free);
	return free;
}
