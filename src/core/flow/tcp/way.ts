// The TCP_* record of a flow and its two directions.
import * as layout from '../../layout';
import * as records from '../../memory/records';
import * as status from '../../status';

// WAY_LAST
/** The last segment was a keep-alive ... */
export const KEEP_ALIVE: u32 = 1;
/** ... or a zero window probe. */
export const PROBE: u32 = 2;
/** No segment but SYNs since the last SYN: windows are not scaled yet. */
export const UNSCALED: u32 = 4;
/** The list of segments not acknowledged is in order of arrival, not of sequence numbers. */
export const UNSORTED: u32 = 8;
/** One of them was left out for want of room. */
export const INCOMPLETE: u32 = 16;

export const SCALE_UNKNOWN: i32 = -1;
export const SCALE_UNUSED: i32 = -2;

/** Was the record that `record` gave made by it? */
export let isNew: bool = false;

/** The flow's TCP_* record, made with its first segment; 0 where there is no room for one. */
export function record(flow: usize): usize {
	const known = <usize>load<u32>(flow, layout.FLOW_TCP);
	isNew = known == 0;
	return isNew ? create(flow) : known;
}

function create(flow: usize): usize {
	const tcp = records.add(layout.TABLE_TCP);
	if (tcp == 0) {
		status.addEvicted();
		return 0;
	}
	store<u32>(flow, <u32>tcp, layout.FLOW_TCP);
	clear(at(tcp, 0));
	clear(at(tcp, 1));
	return tcp;
}

function clear(way: usize): void {
	store<u32>(way, u32.MAX_VALUE, layout.WAY_WINDOW);
	store<i8>(way, <i8>SCALE_UNKNOWN, layout.WAY_SCALE);
}

/** The WAY_* record of direction `way`. */
export function at(tcp: usize, way: u32): usize {
	return tcp + layout.TCP_WAYS + <usize>(way * layout.WAY_SIZE);
}

export function marks(way: usize): u32 {
	return load<u8>(way, layout.WAY_LAST);
}

/** Takes `off` out of WAY_LAST and puts `on` in. */
export function remark(way: usize, off: u32, on: u32): void {
	store<u8>(way, <u8>((marks(way) & ~off) | on), layout.WAY_LAST);
}

export function flags(tcp: usize): u32 {
	return load<u16>(tcp, layout.TCP_FLAGS);
}

/** Takes `off` out of TCP_FLAGS and puts `on` in. */
export function setFlags(tcp: usize, off: u32, on: u32): void {
	store<u16>(tcp, <u16>((flags(tcp) & ~off) | on), layout.TCP_FLAGS);
}
