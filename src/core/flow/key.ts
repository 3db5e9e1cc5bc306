// The key of the packet in hand: protocol and both ends, the lower end first, so that a conversation has one
// key whoever speaks. Which end is lower is arbitrary but fixed.
import * as layout from '../layout';
import * as hash from '../memory/hash';

/** In the shape of the first FLOW_KEY_SIZE bytes of a flow. */
export const record = memory.data(layout.FLOW_KEY_SIZE, 8);

const KEY_SIZE: usize = layout.FLOW_KEY_SIZE;

/** ::ffff:0:0/96 behind eight zero bytes, as a little-endian word. */
const MAPPED: u64 = 0xffff0000;

let version: u32 = 0;
let source0: u64 = 0;
let source1: u64 = 0;
let destination0: u64 = 0;
let destination1: u64 = 0;

export let hash32: u32 = 0;
/** Did the high end send this packet? */
export let sourceIsHigh: bool = false;
export let sourcePort: u32 = 0;
export let destinationPort: u32 = 0;

/** Both as they lie in memory. */
export function setIpv4(source: u32, destination: u32): void {
	version = 4;
	source0 = 0;
	source1 = MAPPED | ((<u64>source) << 32);
	destination0 = 0;
	destination1 = MAPPED | ((<u64>destination) << 32);
}

/** Where the two addresses stand. */
export function setIpv6(source: usize, destination: usize): void {
	version = 6;
	source0 = load<u64>(source);
	source1 = load<u64>(source, 8);
	destination0 = load<u64>(destination);
	destination1 = load<u64>(destination, 8);
}

/** Completes the key whose addresses were set. */
export function finish(protocol: u32, from: u32, to: u32): void {
	sourcePort = from;
	destinationPort = to;
	sourceIsHigh = isSourceHigh();
	if (sourceIsHigh) write(destination0, destination1, source0, source1);
	else write(source0, source1, destination0, destination1);
	const low = sourceIsHigh ? to : from;
	const high = sourceIsHigh ? from : to;
	store<u64>(
		record,
		low | (high << 16) | ((<u64>(protocol | (version << 8))) << 32),
		layout.FLOW_LOW_PORT,
	);
	hash32 = hashOf();
}

function isSourceHigh(): bool {
	if (source1 != destination1) return source1 > destination1;
	if (source0 != destination0) return source0 > destination0;
	return sourcePort > destinationPort;
}

function write(low0: u64, low1: u64, high0: u64, high1: u64): void {
	store<u64>(record, low0, layout.FLOW_LOW_ADDRESS);
	store<u64>(record + 8, low1, layout.FLOW_LOW_ADDRESS);
	store<u64>(record, high0, layout.FLOW_HIGH_ADDRESS);
	store<u64>(record + 8, high1, layout.FLOW_HIGH_ADDRESS);
}

function hashOf(): u32 {
	let h = hash.start();
	// The first halves of IPv4 addresses are zero.
	if (version == 6) {
		h = hash.mix(h, load<u64>(record, layout.FLOW_LOW_ADDRESS));
		h = hash.mix(h, load<u64>(record, layout.FLOW_HIGH_ADDRESS));
	}
	h = hash.mix(h, load<u64>(record + 8, layout.FLOW_LOW_ADDRESS));
	h = hash.mix(h, load<u64>(record + 8, layout.FLOW_HIGH_ADDRESS));
	return hash.finish(hash.mix(h, load<u64>(record, layout.FLOW_LOW_PORT)));
}

export function equals(flow: usize): bool {
	for (let i: usize = 0; i < KEY_SIZE; i += 8) {
		if (load<u64>(record + i) != load<u64>(flow + i)) return false;
	}
	return true;
}
