// How far the capture has been read: the record that the host looks at after every chunk.
import * as layout from './layout';
import * as records from './memory/records';

const record = memory.data(layout.STATUS_SIZE, 8);

export function address(): usize {
	return record;
}

function add(offset: usize, amount: f64): void {
	store<f64>(record + offset, load<f64>(record + offset) + amount);
}

export function setFormat(format: u32): void {
	store<u8>(record, <u8>format, layout.STATUS_FORMAT);
}

export function format(): u32 {
	return load<u8>(record, layout.STATUS_FORMAT);
}

/** Ends the reading for good; the first reason stays. */
export function stop(reason: u32, offset: f64): void {
	if (stopped()) return;
	store<u8>(record, <u8>reason, layout.STATUS_STOP);
	store<f64>(record, offset, layout.STATUS_STOP_OFFSET);
}

/** Damage was met: what lies behind it, though it came, was not read. */
export function forgetReadBehindStop(): void {
	store<f64>(record, load<f64>(record, layout.STATUS_STOP_OFFSET), layout.STATUS_READ);
}

export function stopped(): bool {
	return load<u8>(record, layout.STATUS_STOP) != layout.STOP_NONE;
}

export function addRead(bytes: u32): void {
	add(layout.STATUS_READ, bytes);
}

export function addPacket(original: u32, captured: u32): void {
	add(layout.STATUS_PACKETS, 1);
	add(layout.STATUS_BYTES, original);
	if (captured < original) add(layout.STATUS_CUT, 1);
}

export function addUndecoded(): void {
	add(layout.STATUS_UNDECODED, 1);
}

export function addEvicted(): void {
	add(layout.STATUS_EVICTED, 1);
}

export function setEpoch(seconds: i64, nanos: i64): void {
	store<f64>(record, <f64>seconds, layout.STATUS_EPOCH_SECONDS);
	store<f64>(record, <f64>nanos, layout.STATUS_EPOCH_NANOS);
}

/** A packet with a time of its own was read. Captures are not always in order. */
export function seenAt(time: f64): void {
	const timed = load<u8>(record, layout.STATUS_TIMED) != 0;
	if (!timed || time < load<f64>(record, layout.STATUS_FIRST))
		store<f64>(record, time, layout.STATUS_FIRST);
	if (!timed || time > load<f64>(record, layout.STATUS_LAST))
		store<f64>(record, time, layout.STATUS_LAST);
	store<u8>(record, 1, layout.STATUS_TIMED);
}

/** Lists a link type once; beyond the LINKS-th kind they are read but not listed. */
export function addLinkType(link: u32): void {
	const count = <u32>load<u8>(record, layout.STATUS_LINK_COUNT);
	for (let i: u32 = 0; i < count; i++) {
		if (load<u16>(record + ((<usize>i) << 1), layout.STATUS_LINKS) == link) return;
	}
	if (count == layout.LINKS) return;
	store<u16>(record + ((<usize>count) << 1), <u16>link, layout.STATUS_LINKS);
	store<u8>(record, <u8>(count + 1), layout.STATUS_LINK_COUNT);
}

export function addStopped(): void {
	add(layout.STATUS_STOPPED, 1);
}

export function addUnindexed(): void {
	add(layout.STATUS_UNINDEXED, 1);
}

/** A place of damage was passed over. */
export function addDamage(): void {
	const damages = load<u32>(record, layout.STATUS_DAMAGES);
	store<u32>(record, damages + 1, layout.STATUS_DAMAGES);
}

export function setCounts(): void {
	for (let table: u32 = 0; table < <u32>layout.TABLES; table++) {
		const at = record + ((<usize>table) << 2);
		store<u32>(at, records.count(table), layout.STATUS_COUNTS);
	}
}
