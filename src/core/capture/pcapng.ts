// pcapng, draft-ietf-opsawg-pcapng: sections of blocks, each section in its own byte order. Blocks that carry no
// packets are passed over; everything else that is needed stands in capture/interfaces.
import * as layout from '../layout';
import * as status from '../status';
import * as frame from '../frame';
import { packet } from '../packet';
import * as clock from './clock';
import * as interfaces from './interfaces';
import { options } from './options';
import { MAX_PACKET } from './pcap';

/** Section header; the same in either byte order. */
export const MAGIC: u32 = 0x0a0d0d0a;
const BYTE_ORDER: u32 = 0x1a2b3c4d;

const INTERFACE: u32 = 1;
const OBSOLETE_PACKET: u32 = 2;
const SIMPLE_PACKET: u32 = 3;
const ENHANCED_PACKET: u32 = 6;

const BODY: u32 = 8;
const TRAILER: u32 = 4;
const MIN_BLOCK: u32 = 12;
const MIN_SECTION: u32 = 28;
const MIN_INTERFACE: u32 = 20;
const MIN_SIMPLE: u32 = 16;
const MIN_PACKET: u32 = 32;

/** Larger blocks with packets are damage; without, they are passed over unread. */
const MAX_BLOCK: u32 = 786432;
/** Wireshark's limit for any block. */
const MAX_SKIP: u32 = 16777216;

let swapped: bool = false;

export function isMagic(word: u32): bool {
	return word == MAGIC;
}

function u32At(at: usize): u32 {
	const value = load<u32>(at);
	return swapped ? bswap<u32>(value) : value;
}

function u16At(at: usize): u32 {
	const value = load<u16>(at);
	return swapped ? bswap<u16>(value) : value;
}

function stop(reason: u32, offset: f64): u32 {
	status.stop(reason, offset);
	return 0;
}

/** Reads the block at `at`. Gives its length, which may reach past what is there; 0 for "more", or stopped. */
export function next(at: usize, available: u32, offset: f64): u32 {
	if (available < MIN_BLOCK) return 0;
	const isSection = load<u32>(at) == MAGIC;
	if (isSection && !readByteOrder(at)) return stop(layout.STOP_MALFORMED, offset);
	const type = u32At(at);
	// Blocks are padded to 32 bits; some writers forget that in the length.
	const claimed = u32At(at + 4);
	if (claimed < minimum(type) || claimed > MAX_SKIP) return stop(layout.STOP_MALFORMED, offset);
	const length = (claimed + 3) & ~3;
	if (length > MAX_BLOCK)
		return carriesPacket(type) || isSection ? stop(layout.STOP_MALFORMED, offset) : length;
	if (available < length) return 0;
	if (u32At(at + length - TRAILER) != claimed) return stop(layout.STOP_MALFORMED, offset);
	const reason = block(type, at, length, offset);
	return reason == layout.STOP_NONE ? length : stop(reason, offset);
}

/** The order is needed before the length can be read. A section that never said it follows the one before. */
function readByteOrder(at: usize): bool {
	const word = load<u32>(at + BODY);
	if (word != BYTE_ORDER && word != bswap<u32>(BYTE_ORDER)) return false;
	swapped = word != BYTE_ORDER;
	return true;
}

function carriesPacket(type: u32): bool {
	return type == ENHANCED_PACKET || type == SIMPLE_PACKET || type == OBSOLETE_PACKET;
}

function minimum(type: u32): u32 {
	if (type == ENHANCED_PACKET || type == OBSOLETE_PACKET) return MIN_PACKET;
	if (type == MAGIC) return MIN_SECTION;
	if (type == INTERFACE) return MIN_INTERFACE;
	return type == SIMPLE_PACKET ? MIN_SIMPLE : MIN_BLOCK;
}

function block(type: u32, at: usize, length: u32, offset: f64): u32 {
	if (type == MAGIC) return section(at);
	if (type == INTERFACE) return describe(at, length);
	if (type == ENHANCED_PACKET) return stamped(at, length, u32At(at + BODY), offset);
	if (type == OBSOLETE_PACKET) return stamped(at, length, u16At(at + BODY), offset);
	return type == SIMPLE_PACKET ? simple(at, length, offset) : layout.STOP_NONE;
}

function section(at: usize): u32 {
	if (u16At(at + 12) != 1) return layout.STOP_UNSUPPORTED_FORMAT;
	interfaces.clear();
	return layout.STOP_NONE;
}

function describe(at: usize, length: u32): u32 {
	const link = u16At(at + BODY);
	if (!interfaces.add(link, u32At(at + 12))) return layout.STOP_NONE;
	status.addLinkType(link);
	options(at + 16, length - 16 - TRAILER, swapped);
	return layout.STOP_NONE;
}

/** Enhanced and obsolete packet blocks agree in everything but the width of the interface number. */
function stamped(at: usize, length: u32, index: u32, offset: f64): u32 {
	if (index >= interfaces.count()) return layout.STOP_MALFORMED;
	const captured = u32At(at + 20);
	if (captured > MAX_PACKET || captured > length - MIN_PACKET) return layout.STOP_MALFORMED;
	const stamp = ((<u64>u32At(at + 12)) << 32) | u32At(at + 16);
	const time = clock.since(interfaces.seconds(index, stamp), interfaces.nanos(index, stamp));
	frame.begin(time, u32At(at + 24), captured, offset + 28);
	packet(interfaces.link(index), at + 28, captured);
	return layout.STOP_NONE;
}

/** No time, always the first interface; as much was stored as its snapshot length let through. */
function simple(at: usize, length: u32, offset: f64): u32 {
	if (interfaces.count() == 0) return layout.STOP_MALFORMED;
	const original = u32At(at + BODY);
	const snap = interfaces.snapLength(0);
	const captured = snap != 0 && snap < original ? snap : original;
	if (captured > MAX_PACKET || captured > length - MIN_SIMPLE) return layout.STOP_MALFORMED;
	frame.begin(clock.unknown(), original, captured, offset + 12);
	packet(interfaces.link(0), at + 12, captured);
	return layout.STOP_NONE;
}
