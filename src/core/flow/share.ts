// Which flows this instance keeps. Two instances may read the same capture, each with its half of the flows: which
// half is said by the key alone, so both agree, whatever the seed of the tables.

let index: u32 = 0;
let mask: u32 = 0;

/** `shares`, a power of two, instances together; 0 and 1: this one keeps everything. */
export function set(share: u32, shares: u32): void {
	index = share;
	mask = shares > 1 ? shares - 1 : 0;
}

/** Is a flow whose ports are these kept here? */
export function isMine(low: u32, high: u32): bool {
	return ((((low ^ high) * 0x9e3779b1) >> 24) & mask) == index;
}
