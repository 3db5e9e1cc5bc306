// ClientHellos in TCP segments. One that does not end with its segment (the rule since post-quantum keys) waits
// in a small pool for the segments that follow in order.
import * as layout from '../layout';
import * as frame from '../frame';
import * as status from '../status';
import * as flows from '../flow/flows';
import { allocate } from '../memory/arena';
import * as serverName from './serverName';
import * as name from './name';

const SLOTS: u32 = 64;
const OWNER: usize = 0; // u32, address of the flow; 0: free
const NEXT: usize = 4; // u32, sequence number expected
const WAY: usize = 8; // u32, direction
const HELD: usize = 12; // u32, bytes so far
const BYTES: usize = 16;
const CAPACITY: u32 = 16384;
const SLOT_SIZE: usize = 16400;

let pool: usize = 0;
let cursor: u32 = 0;

/** Looks for the server name in a segment just counted in `flow`. */
export function segment(flow: usize, at: usize, length: u32, sequence: u32): void {
	const waiting = load<u8>(flow, layout.FLOW_STREAM);
	if (waiting != 0) {
		const slot = slotAt(waiting - 1);
		if (flows.direction(flow) == load<u32>(slot, WAY))
			return resume(flow, slot, at, length, sequence);
	}
	if (load<u8>(flow, layout.FLOW_SERVICE) != 0) return;
	const outcome = serverName.read(at, length, frame.cut);
	if (outcome == serverName.DONE) keepName(flow);
	else if (outcome == serverName.MORE && waiting == 0) begin(flow, at, length, sequence);
}

function keepName(flow: usize): void {
	flows.setService(flow, layout.SERVICE_TLS);
	if (!serverName.found) return;
	name.add(flow, layout.NAME_FROM_SNI);
}

function slotAt(index: u32): usize {
	return pool + <usize>index * SLOT_SIZE;
}

/** Takes the next slot in turn, from whoever waited longest if none is free. */
function begin(flow: usize, at: usize, length: u32, sequence: u32): void {
	if (length > CAPACITY) return;
	if (pool == 0) pool = allocate(<usize>SLOTS * SLOT_SIZE);
	if (pool == 0) return status.addEvicted();
	const slot = slotAt(cursor);
	if (load<u32>(slot, OWNER) != 0) {
		release(slot);
		status.addEvicted();
	}
	store<u32>(slot, <u32>flow, OWNER);
	store<u32>(slot, sequence, NEXT);
	store<u32>(slot, flows.direction(flow), WAY);
	store<u32>(slot, 0, HELD);
	store<u8>(flow, <u8>(cursor + 1), layout.FLOW_STREAM);
	cursor = (cursor + 1) % SLOTS;
	append(slot, at, length);
}

function release(slot: usize): void {
	store<u8>(<usize>load<u32>(slot, OWNER), 0, layout.FLOW_STREAM);
	store<u32>(slot, 0, OWNER);
}

function append(slot: usize, at: usize, length: u32): void {
	const held = load<u32>(slot, HELD);
	memory.copy(slot + BYTES + held, at, length);
	store<u32>(slot, held + length, HELD);
	store<u32>(slot, load<u32>(slot, NEXT) + length, NEXT);
}

/** Segments ahead of their turn pass by; what was there already is skipped. */
function resume(flow: usize, slot: usize, at: usize, length: u32, sequence: u32): void {
	const repeated = load<u32>(slot, NEXT) - sequence;
	if (repeated >= length) return;
	if (load<u32>(slot, HELD) + (length - repeated) > CAPACITY) return release(slot);
	append(slot, at + repeated, length - repeated);
	const outcome = serverName.read(slot + BYTES, load<u32>(slot, HELD), frame.cut);
	if (outcome == serverName.MORE) return;
	release(slot);
	if (outcome == serverName.DONE) keepName(flow);
}
