// What stands inside the packet in hand and is to be read when its own layers are done: no layer calls one above
// itself, so nesting needs no stack, and what is global (the key, the flow) is of one packet at a time.
import * as layout from '../layout';
import * as frame from '../frame';

/** Kinds are link types, or this with an EtherType: the packet as it stands behind one. */
export const ETHER_TYPE: u32 = 0x10000;
/** 802.11 whose frame control field stands the other way round. */
export const IEEE80211_SWAPPED: u32 = 0x20000;

const KIND: usize = 0;
const AT: usize = 4;
const LENGTH: usize = 8;
const OUTER: usize = 12;
const DEPTH: usize = 16;
const ENTRY: usize = 24;
const MAX: u32 = 8;

const queue = memory.data(192, 8);
let taken: u32 = 0;
let added: u32 = 0;

/** Of the one that `take` took. */
export let kind: u32 = 0;
export let at: usize = 0;
export let length: u32 = 0;
/** 1 + the flow that carries what is being read; 0: none. */
export let outer: u32 = 0;

export function begin(): void {
	taken = 0;
	added = 0;
	outer = 0;
}

/** Something inside the link's frame, carried by the same flow as the frame itself. */
export function add(what: u32, from: usize, bytes: u32): void {
	addInside(what, from, bytes, outer);
}

/** Something inside a packet of flow `carrier` - 1; 0: one that is not kept. */
export function addInside(what: u32, from: usize, bytes: u32, carrier: u32): void {
	if (added - taken == MAX) return frame.stopAt(layout.STOP_UNSUPPORTED, layout.LAYER_TUNNEL);
	const entry = queue + <usize>(added & (MAX - 1)) * ENTRY;
	store<u32>(entry, what, KIND);
	store<u32>(entry, <u32>from, AT);
	store<u32>(entry, bytes, LENGTH);
	store<u32>(entry, carrier, OUTER);
	store<u32>(entry, frame.depth, DEPTH);
	added += 1;
}

/** Is there one more? */
export function take(): bool {
	if (taken == added) return false;
	const entry = queue + <usize>(taken & (MAX - 1)) * ENTRY;
	kind = load<u32>(entry, KIND);
	at = load<u32>(entry, AT);
	length = load<u32>(entry, LENGTH);
	outer = load<u32>(entry, OUTER);
	frame.ascend(load<u32>(entry, DEPTH));
	taken += 1;
	return true;
}
