// pcapng's name resolution: what whoever captured calls some addresses.
import * as layout from '../layout';
import * as status from '../status';
import * as records from '../memory/records';
import * as scratch from '../names/scratch';
import { u16At } from './byteOrder';

const END: u32 = 0;
const IPV4: u32 = 1;
const IPV6: u32 = 2;
const HEADER: u32 = 4;

/** Behind ten zero bytes (RFC 4291 2.5.5.2), in front of an IPv4 address. */
const MAPPED: usize = 10;
const MAPPED_ADDRESS: usize = 12;

/** Takes the `length` bytes of such a block's body. */
export function apply(at: usize, length: u32): void {
	while (length >= HEADER) {
		const type = u16At(at);
		const size = u16At(at + 2);
		if (type == END || size > length - HEADER) return;
		if (type == IPV4) names(at + HEADER, 4, size);
		else if (type == IPV6) names(at + HEADER, 16, size);
		const padded = HEADER + ((size + 3) & ~3);
		if (padded > length) return;
		at += padded;
		length -= padded;
	}
}

/** An address of `width` bytes, then names that each end with a zero byte: `size` bytes together. */
function names(at: usize, width: u32, size: u32): void {
	let from = width;
	for (let i = width; i <= size; i++) {
		if (i < size && load<u8>(at + i) != 0) continue;
		if (i > from) host(at, width, at + from, i - from);
		from = i + 1;
	}
}

function host(address: usize, width: u32, name: usize, length: u32): void {
	scratch.clear();
	scratch.add(name, length, true);
	const text = scratch.keep();
	if (text == 0) return status.addEvicted();
	const record = records.add(layout.TABLE_HOSTS);
	if (record == 0) return status.addEvicted();
	store<u32>(record, <u32>text, layout.HOST_NAME);
	store<u8>(record, width == 4 ? 4 : 6, layout.HOST_VERSION);
	const to = record + layout.HOST_ADDRESS;
	if (width == 4) store<u16>(to + MAPPED, 0xffff);
	memory.copy(to + (width == 4 ? MAPPED_ADDRESS : 0), address, width);
}
