// Handshake messages that come in pieces, in any order and some of them twice: a bounded pool in which they wait for
// the rest. Who was touched longest ago makes room.
import * as status from '../status';
import { allocate } from '../memory/arena';

const SLOTS: u32 = 64;
/** Bytes of one message, its own header included. */
export const CAPACITY: u32 = 8192;

const OWNER: usize = 0; // u32, whose message it is; 0: free
const MARK: usize = 4; // u32, which of the owner's messages
const USED: usize = 8; // u32, when it was touched last
const WHOLE: usize = 12; // u32, bytes without a hole from the beginning
const END: usize = 16; // u32, behind the last byte that has come
const BODY: usize = 20; // address of CAPACITY bytes, and a byte for each of them: 1 where it has come; 0: never used
const SLOT_SIZE: usize = 24;

/** The slots alone: whoever looks for one meets few lines of memory. Their bodies are made when first needed. */
let pool: usize = 0;
let now: u32 = 0;

/**
 * The slot of message `mark` of `owner`, made where there is none; a message of another mark that waits there is
 * dropped. 0 where there is no memory.
 */
export function slot(owner: u32, mark: u32): usize {
	if (pool == 0) pool = allocate(<usize>SLOTS * SLOT_SIZE);
	const found: usize = pool == 0 ? 0 : find(owner);
	if (found == 0 || !ensureBody(found)) {
		status.addEvicted();
		return 0;
	}
	now += 1;
	const isNew = load<u32>(found, OWNER) != owner;
	if (isNew && load<u32>(found, OWNER) != 0) status.addEvicted();
	if (isNew || load<u32>(found, MARK) != mark) begin(found, owner, mark);
	store<u32>(found, now, USED);
	return found;
}

/** False where memory has run out. */
function ensureBody(at: usize): bool {
	if (bytes(at) != 0) return true;
	const body = allocate((<usize>CAPACITY) << 1);
	store<u32>(at, <u32>body, BODY);
	return body != 0;
}

/** The owner's slot, or a free one, or the one that waits longest. */
function find(owner: u32): usize {
	let best = pool;
	for (let i: u32 = 0; i < SLOTS; i++) {
		const each = pool + <usize>i * SLOT_SIZE;
		if (load<u32>(each, OWNER) == owner) return each;
		if (load<u32>(each, USED) < load<u32>(best, USED)) best = each;
	}
	return best;
}

function begin(at: usize, owner: u32, mark: u32): void {
	store<u32>(at, owner, OWNER);
	store<u32>(at, mark, MARK);
	store<u32>(at, 0, WHOLE);
	memory.fill(bytes(at) + CAPACITY, 0, load<u32>(at, END));
	store<u32>(at, 0, END);
}

/** Puts `length` bytes in their place. False where the message would grow too long. */
export function put(at: usize, offset: u32, from: usize, length: u32): bool {
	if (offset > CAPACITY || length > CAPACITY - offset) return false;
	const there = bytes(at) + CAPACITY;
	memory.copy(bytes(at) + offset, from, length);
	memory.fill(there + offset, 1, length);
	const end = max(load<u32>(at, END), offset + length);
	store<u32>(at, end, END);
	let whole = load<u32>(at, WHOLE);
	while (whole < end && load<u8>(there + whole) != 0) whole += 1;
	store<u32>(at, whole, WHOLE);
	return true;
}

/** How many bytes are there from the beginning without a hole; they stand at `bytes`. */
export function whole(at: usize): u32 {
	return load<u32>(at, WHOLE);
}

export function bytes(at: usize): usize {
	return load<u32>(at, BODY);
}

/** It is done with. */
export function free(at: usize): void {
	store<u32>(at, 0, OWNER);
	store<u32>(at, 0, USED);
}

/** The same, should the owner have one. */
export function drop(owner: u32): void {
	if (pool == 0) return;
	const found = find(owner);
	if (load<u32>(found, OWNER) == owner) free(found);
}
