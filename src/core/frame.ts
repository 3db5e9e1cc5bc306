// The packet in hand: what its record said of it, and what the layers said so far.

/** What the link layer says about which end is the phone. */
export const SIDE_UNKNOWN: u32 = 0;
export const SIDE_SENDER: u32 = 1;
export const SIDE_RECEIVER: u32 = 2;

/** Nanoseconds after the epoch of the capture. */
export let time: f64 = 0;
/** Bytes on the wire, which may be more than were stored. */
export let original: u32 = 0;
/** Was less stored than was on the wire? */
export let cut: bool = false;
/** How many bytes less. */
export let missing: u32 = 0;
/** Where its bytes begin in the file. */
export let offset: f64 = 0;
export let side: u32 = SIDE_UNKNOWN;
/** 1 + the uid that the capture knows; 0: none. */
export let uid: u32 = 0;
/** Number of its INTERFACE_* record; 0: none. */
export let nic: u32 = 0;

/** 1 + the flow it was counted in last, the innermost; 0: none. */
export let flow: u32 = 0;
/** 0: from a to b of that flow, 1: back. */
export let way: u32 = 0;
/** layout ANALYSIS_* of that flow's segment. */
export let analysis: u32 = 0;
/** Why and where a layer could not be read (layout STOP_*, LAYER_*). */
export let stop: u32 = 0;
export let layer: u32 = 0;
/** How many network headers were met: 1 outside of tunnels. */
export let depth: u32 = 0;

export function begin(at: f64, originalLength: u32, capturedLength: u32, fileOffset: f64): void {
	time = at;
	original = originalLength;
	cut = capturedLength < originalLength;
	missing = cut ? originalLength - capturedLength : 0;
	offset = fileOffset;
	side = SIDE_UNKNOWN;
	uid = 0;
	nic = 0;
	flow = 0;
	way = 0;
	analysis = 0;
	stop = 0;
	layer = 0;
	depth = 0;
}

export function setSide(value: u32): void {
	side = value;
}

export function setUid(value: u32): void {
	uid = value + 1;
}

export function setInterface(number: u32): void {
	nic = number;
}

export function countedIn(flowId: u32, direction: u32): void {
	flow = flowId + 1;
	way = direction;
	analysis = 0;
}

export function mark(flags: u32): void {
	analysis |= flags;
}

/** A layer could not be read to its end; the first, outermost reason stays. */
export function stopAt(reason: u32, where: u32): void {
	if (stop != 0) return;
	stop = reason;
	layer = where;
}

/** Back to `value` headers: what comes now stands beside what was read, not inside it. */
export function ascend(value: u32): void {
	depth = value;
}

/** One more network header; false where nesting goes deeper than any network's. */
export function descend(): bool {
	depth += 1;
	return depth <= 8;
}
