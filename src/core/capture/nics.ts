// The records of interfaces (layout INTERFACE_*), and those that packets name by the kernel's number.
import * as layout from '../layout';
import * as status from '../status';
import * as hash from '../memory/hash';
import * as records from '../memory/records';

/** Slots hold a key and, behind it, 1 + the number of its record; 0 is free. */
const SLOT: usize = 16;
const SLOTS: u32 = 1024;
/** More interfaces than a kernel numbers between two of its starts. */
const MAX_INDICES: u32 = 512;

const slots = memory.data(16384, 8);
let indices: u32 = 0;
let lastKey: u64 = 0;
let lastNumber: u32 = 0;

/** Number of a new record; 0 where there is no room for one. */
export function add(kind: u32, id: u32, link: u32): u32 {
	const record = records.add(layout.TABLE_INTERFACES);
	if (record == 0) {
		status.addEvicted();
		return 0;
	}
	store<u8>(record, <u8>kind, layout.INTERFACE_KIND);
	store<u16>(record, <u16>link, layout.INTERFACE_LINK);
	store<u32>(record, id, layout.INTERFACE_ID);
	store<f64>(record, -1, layout.INTERFACE_RECEIVED);
	store<f64>(record, -1, layout.INTERFACE_DROPPED);
	return records.count(layout.TABLE_INTERFACES);
}

/** Number of the record of an interface that a packet (SLL2, modified pcap) names; 0: none. */
export function ofIndex(ifindex: u32, link: u32): u32 {
	const key = ((<u64>ifindex) << 32) | link;
	if (key != lastKey) {
		lastNumber = ifindex == 0 ? 0 : find(key);
		lastKey = key;
	}
	return lastNumber;
}

function find(key: u64): u32 {
	let slot = hash.finish(hash.mix(hash.start(), key)) & (SLOTS - 1);
	let at = slots + <usize>slot * SLOT;
	while (load<u32>(at, 8) != 0) {
		if (load<u64>(at) == key) return load<u32>(at, 8) - 1;
		slot = (slot + 1) & (SLOTS - 1);
		at = slots + <usize>slot * SLOT;
	}
	if (indices == MAX_INDICES) return 0;
	indices += 1;
	const number = add(layout.INTERFACE_KIND_IFINDEX, <u32>(key >> 32), <u32>key);
	store<u64>(at, key);
	store<u32>(at, number + 1, 8);
	return number;
}
