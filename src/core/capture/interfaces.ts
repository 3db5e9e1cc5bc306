// The interfaces of a pcapng section: what each packet's link type and time unit are.

const LINK: usize = 0; // u32
const SNAP: usize = 4; // u32
const UNITS: usize = 8; // u64, time units in a second; 0: too fine to count
const OFFSET: usize = 16; // i64, seconds to add
const SIZE: usize = 24;

/** More interfaces than any capture has; packets of those beyond cannot be placed. */
export const MAX_INTERFACES: u32 = 1024;

const MICROS: u64 = 1000000;
const NANOS: u64 = 1000000000;

const table = memory.data(24576, 8);
let known: u32 = 0;

export function count(): u32 {
	return known;
}

/** A new section numbers its interfaces from 0 again. */
export function clear(): void {
	known = 0;
}

/** False where the table is full. */
export function add(link: u32, snapLength: u32): bool {
	if (known == MAX_INTERFACES) return false;
	const at = record(known);
	store<u32>(at, link, LINK);
	store<u32>(at, snapLength, SNAP);
	store<u64>(at, MICROS, UNITS);
	store<i64>(at, 0, OFFSET);
	known += 1;
	return true;
}

function record(index: u32): usize {
	return table + <usize>index * SIZE;
}

export function link(index: u32): u32 {
	return load<u32>(record(index), LINK);
}

/** 0: no limit. */
export function snapLength(index: u32): u32 {
	return load<u32>(record(index), SNAP);
}

/** `if_tsresol` of the interface added last: a negative power of 10, or of 2 where the top bit is set. */
export function setResolution(value: u32): void {
	const power = value & 0x7f;
	let units: u64 = 0;
	if ((value & 0x80) != 0) {
		if (power < 64) units = (<u64>1) << power;
	} else if (power < 20) {
		units = 1;
		for (let i: u32 = 0; i < power; i++) units *= 10;
	}
	store<u64>(record(known - 1), units, UNITS);
}

/** `if_tsoffset` of the interface added last, in seconds. */
export function setOffset(seconds: i64): void {
	store<i64>(record(known - 1), seconds, OFFSET);
}

/** Seconds since 1970 of a timestamp of this interface. */
export function seconds(index: u32, stamp: u64): i64 {
	const units = load<u64>(record(index), UNITS);
	const whole = units == 0 ? 0 : stamp / units;
	return <i64>whole + load<i64>(record(index), OFFSET);
}

/** Nanoseconds behind those seconds. */
export function nanos(index: u32, stamp: u64): i64 {
	const units = load<u64>(record(index), UNITS);
	if (units == 0) return 0;
	const rest = stamp % units;
	if (units <= NANOS) return <i64>((rest * NANOS) / units);
	// Finer than nanoseconds: rest * 10^9 might not fit, and what is lost here is less than one of them.
	return <i64>((<f64>rest / <f64>units) * <f64>NANOS);
}
