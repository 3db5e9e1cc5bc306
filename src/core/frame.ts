// The packet in hand: what its record said of it, for every layer to see.

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
export let side: u32 = SIDE_UNKNOWN;

export function begin(at: f64, originalLength: u32, capturedLength: u32): void {
	time = at;
	original = originalLength;
	cut = capturedLength < originalLength;
	side = SIDE_UNKNOWN;
}

export function setSide(value: u32): void {
	side = value;
}
