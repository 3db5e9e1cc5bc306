// The interfaces of a pcapng section: what each packet's link type and time unit are. Kept apart from their records,
// so that packets of those for which there was no record are read all the same.
import * as layout from '../layout';
import { keep } from '../names/scratch';
import * as status from '../status';
import * as records from '../memory/records';
import * as tables from '../memory/table';
import * as nics from './nics';

const LINK: usize = 0; // u32
const SNAP: usize = 4; // u32
const UNITS: usize = 8; // u64, time units in a second; 0: too fine to count
const OFFSET: usize = 16; // i64, seconds to add
const NUMBER: usize = 24; // u32, of the INTERFACE_* record; 0: none
const SIZE: u32 = 32;

/** No section describes more: pcapng once numbered interfaces in 16 bits. */
const MAX_INTERFACES: u32 = 65536;

/** Of an interface whose description is lost: no packet of it can be read. */
const LINK_LOST: u32 = 0xffffffff;

const MICROS: u64 = 1000000;
const NANOS: u64 = 1000000000;

let table: usize = 0;
let known: u32 = 0;
let sections: u32 = 0;
let latest: usize = 0;

export function count(): u32 {
	return known;
}

/** A new section numbers its interfaces from 0 again. */
export function clear(): void {
	known = 0;
	sections += 1;
}

/** False where there are more than any capture has. */
export function add(link: u32, snapLength: u32): bool {
	if (!make(link)) return false;
	store<u32>(latest, snapLength, SNAP);
	const number = nics.add(layout.INTERFACE_KIND_PCAPNG, known - 1, link);
	store<u32>(latest, number, NUMBER);
	if (number != 0) store<u32>(recordOf(latest), sections - 1, layout.INTERFACE_SECTION);
	return true;
}

/** Damage took the description, but what follows is numbered as if it were there. */
export function addLost(): bool {
	return make(LINK_LOST);
}

function make(link: u32): bool {
	if (table == 0) table = tables.create(SIZE, MAX_INTERFACES);
	if (table == 0) return false;
	// Sections that came before have left their room.
	latest = known < tables.count(table) ? tables.at(table, known) : tables.add(table);
	if (latest == 0) return false;
	memory.fill(latest, 0, SIZE);
	store<u32>(latest, link, LINK);
	store<u64>(latest, MICROS, UNITS);
	known += 1;
	return true;
}

/** Interface `index` of the section, which must be below `count`. */
export function at(index: u32): usize {
	return tables.at(table, index);
}

export function link(nic: usize): u32 {
	return load<u32>(nic, LINK);
}

/** 0: no limit. */
export function snapLength(nic: usize): u32 {
	return load<u32>(nic, SNAP);
}

/** Number of its INTERFACE_* record; 0: none. */
export function number(nic: usize): u32 {
	return load<u32>(nic, NUMBER);
}

/** Address of its INTERFACE_* record; 0: none. */
export function recordOf(nic: usize): usize {
	const own = number(nic);
	return own == 0 ? 0 : records.at(layout.TABLE_INTERFACES, own - 1);
}

/** The interface added last has the name that stands in names/scratch. */
export function keepName(): void {
	const record = recordOf(latest);
	if (record == 0) return;
	const name = keep();
	if (name == 0) status.addEvicted();
	store<u32>(record, <u32>name, layout.INTERFACE_NAME);
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
	store<u64>(latest, units, UNITS);
}

/** `if_tsoffset` of the interface added last, in seconds. */
export function setOffset(seconds: i64): void {
	store<i64>(latest, seconds, OFFSET);
}

/** Seconds since 1970 of a timestamp of this interface. */
export function seconds(nic: usize, stamp: u64): i64 {
	const units = load<u64>(nic, UNITS);
	const whole = units == 0 ? 0 : stamp / units;
	return <i64>whole + load<i64>(nic, OFFSET);
}

/** Nanoseconds behind those seconds. */
export function nanos(nic: usize, stamp: u64): i64 {
	const units = load<u64>(nic, UNITS);
	if (units == 0) return 0;
	const rest = stamp % units;
	if (units == MICROS) return <i64>(rest * 1000);
	if (units <= NANOS) return <i64>((rest * NANOS) / units);
	// Finer than nanoseconds: rest * 10^9 might not fit, and what is lost here is less than one of them.
	return <i64>((<f64>rest / <f64>units) * <f64>NANOS);
}
