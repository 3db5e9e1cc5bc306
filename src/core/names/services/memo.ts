// What was seen of a flow that is not told yet, or is waited for: one small note a flow, in as many places as flows
// that are young together. A flow whose place is taken begins again.

const SLOTS: usize = 256;
const FLOW: usize = 0; // u32
const WAY: usize = 4; // u8
const COUNT: usize = 5; // u8
const KEY: usize = 8; // u64
const SEQUENCE: usize = 16; // u32
const SLOT: usize = 24;
const notes = memory.data(6144, 8);

/** How far one number may stand behind the one before. */
const REACH: u32 = 32;

function noteOf(flow: usize): usize {
	return notes + (<usize>((<u32>flow * 0x9e3779b1) >>> 24) % SLOTS) * SLOT;
}

/** Notes a key that one direction showed. */
export function keep(flow: usize, way: u32, key: u64): void {
	const note = noteOf(flow);
	store<u32>(note, <u32>flow, FLOW);
	store<u8>(note, <u8>way, WAY);
	store<u8>(note, 1, COUNT);
	store<u64>(note, key, KEY);
}

/** What this direction showed; 0 for nothing. */
export function keyOf(flow: usize, way: u32): u64 {
	return keyOfOther(flow, 1 - way);
}

/** What the other direction showed; 0 for nothing. */
export function keyOfOther(flow: usize, way: u32): u64 {
	const note = noteOf(flow);
	if (load<u32>(note, FLOW) != <u32>flow || load<u8>(note, WAY) == way) return 0;
	return load<u64>(note, KEY);
}

/**
 * How many packets of this direction, this one included, had the same key and numbers that grow a little from one to
 * the next. The direction that was met first is the one that is followed. Numbers are compared modulo 2^32.
 */
export function follows(flow: usize, way: u32, key: u64, sequence: u32, step: u32): u32 {
	const note = noteOf(flow);
	if (load<u32>(note, FLOW) == <u32>flow) {
		if (load<u8>(note, WAY) != way) return 0;
		const ahead = sequence - load<u32>(note, SEQUENCE);
		const count = <u32>load<u8>(note, COUNT);
		if (load<u64>(note, KEY) == key && ahead == 0) return count;
		if (load<u64>(note, KEY) == key && ahead <= REACH * step) {
			store<u8>(note, <u8>(count + 1), COUNT);
			store<u32>(note, sequence, SEQUENCE);
			return count + 1;
		}
	}
	keep(flow, way, key);
	store<u32>(note, sequence, SEQUENCE);
	return 1;
}
