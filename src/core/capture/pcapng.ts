// pcapng, draft-ietf-opsawg-pcapng: sections of blocks, each section in its own byte order. Blocks that tell nothing
// here are passed over.
import * as layout from '../layout';
import * as frame from '../frame';
import { packet } from '../packet';
import * as blocks from './blocks';
import { set as setOrder, u16At, u32At } from './byteOrder';
import * as clock from './clock';
import * as damage from './damage';
import * as description from './description';
import * as interfaces from './interfaces';
import * as packetOptions from './packetOptions';
import { MAX_PACKET } from './pcap';
import * as resolution from './resolution';
import * as secrets from './secrets';
import * as statistics from './statistics';
import * as uidMap from './uidMap';

/** Blocks begin at multiples of so many bytes. */
export const ALIGN: u32 = 4;

const PACKET: u32 = 28;
const SIMPLE: u32 = 12;

/** Length of a block that is too large to be read whole, until its end is met; 0: there is none. */
let large: u32 = 0;
let largeStart: f64 = 0;

export function isMagic(word: u32): bool {
	return word == blocks.SECTION;
}

/** Reads the block at `at`. Gives its length, which may reach past what is there; 0 for "more", or stopped. */
export function next(at: usize, available: u32, offset: f64): u32 {
	if (large != 0) return endOfLarge(at, available);
	if (available < blocks.MIN_BLOCK) return 0;
	const isSection = load<u32>(at) == blocks.SECTION;
	// The order is needed before the length can be read.
	if (isSection) {
		if (!blocks.saysOrder(at)) return damaged(blocks.SECTION, layout.STOP_MALFORMED, offset, 0);
		setOrder(blocks.isSwapped(at));
	}
	const type = u32At(at);
	const claimed = u32At(at + 4);
	if (claimed < blocks.MIN_BLOCK || claimed > blocks.MAX_BLOCK)
		return damaged(type, layout.STOP_MALFORMED, offset, 0);
	const length = blocks.padded(claimed);
	if (length > blocks.MAX_READ) return beginLarge(type, at, available, offset);
	if (available < length) return 0;
	if (blocks.padded(u32At(at + length - blocks.TRAILER)) != length)
		return damaged(type, layout.STOP_MALFORMED, offset, 0);
	const reason =
		claimed < blocks.minimum(type) ? layout.STOP_MALFORMED : block(type, at, length, offset);
	return reason == layout.STOP_NONE ? length : damaged(type, reason, offset, length);
}

/** No more will come than these `available` bytes of a block. Gives how many to pass over, 0 where it ends here. */
export function cut(at: usize, available: u32, offset: f64): u32 {
	const isTyped = large == 0 && available >= 4;
	const start = large == 0 ? offset : largeStart;
	large = 0;
	const passed = damaged(isTyped ? u32At(at) : 0, layout.STOP_TRUNCATED, start, 0);
	return passed < available ? passed : available;
}

/** Is the end of a block missing, though all that came was read? */
export function isInside(): bool {
	return large != 0;
}

/** What the first MAX_READ bytes tell is taken; all but the length at the end is passed over. */
function beginLarge(type: u32, at: usize, available: u32, offset: f64): u32 {
	if (blocks.carriesPacket(type) || type == blocks.SECTION || type == blocks.INTERFACE)
		return damaged(type, layout.STOP_MALFORMED, offset, 0);
	if (available < blocks.MAX_READ) return 0;
	large = blocks.padded(u32At(at + 4));
	// Secrets are not read here, so all of them are told.
	const length = type == blocks.SECRETS ? large : blocks.MAX_READ;
	note(type, at + blocks.BODY, length - blocks.MIN_BLOCK, offset + blocks.BODY);
	largeStart = offset;
	return large - blocks.TRAILER;
}

function endOfLarge(at: usize, available: u32): u32 {
	if (available < blocks.TRAILER) return 0;
	const isWhole = blocks.padded(u32At(at)) == large;
	large = 0;
	return isWhole ? blocks.TRAILER : damaged(0, layout.STOP_MALFORMED, largeStart, 0);
}

/** What can be done behind a damaged block: of one that ends where it says (`length`, else 0) only it is lost. */
function damaged(type: u32, reason: u32, offset: f64, length: u32): u32 {
	if (offset == 0) return damage.end(reason, offset);
	const passed =
		length != 0 ? damage.passOver(reason, offset, length) : damage.search(reason, offset, ALIGN);
	if (passed == 0) return 0;
	// Packets must not be read as those of another interface.
	if (type == blocks.SECTION) interfaces.clear();
	else if (type == blocks.INTERFACE) interfaces.addLost();
	return passed;
}

function block(type: u32, at: usize, length: u32, offset: f64): u32 {
	switch (type) {
		case blocks.ENHANCED_PACKET:
			return stamped(at, length, u32At(at + blocks.BODY), offset);
		case blocks.OBSOLETE_PACKET:
			return stamped(at, length, u16At(at + blocks.BODY), offset);
		case blocks.SIMPLE_PACKET:
			return simple(at, length, offset);
		case blocks.INTERFACE:
			return description.apply(at + blocks.BODY, length - blocks.MIN_BLOCK);
		case blocks.SECTION:
			return section(at);
		default:
			note(type, at + blocks.BODY, length - blocks.MIN_BLOCK, offset + blocks.BODY);
			return layout.STOP_NONE;
	}
}

/** Blocks that tell about the capture. What is damaged inside of them is not told. */
function note(type: u32, body: usize, length: u32, offset: f64): void {
	if (type == blocks.STATISTICS) statistics.apply(body, length);
	else if (type == blocks.RESOLUTION) resolution.apply(body, length);
	else if (type == blocks.SECRETS) secrets.apply(body, length, offset);
	else if (type == blocks.CUSTOM || type == blocks.CUSTOM_NOT_COPIED) uidMap.apply(body, length);
}

/** How long it claims to be does not matter: the next one says where it begins. */
function section(at: usize): u32 {
	if (u16At(at + 12) != 1) return layout.STOP_UNSUPPORTED_FORMAT;
	interfaces.clear();
	return layout.STOP_NONE;
}

/** Enhanced and obsolete packet blocks agree in everything but the width of the interface number. */
function stamped(at: usize, length: u32, index: u32, offset: f64): u32 {
	if (index >= interfaces.count()) return layout.STOP_MALFORMED;
	const captured = u32At(at + 20);
	if (captured > MAX_PACKET || captured > length - blocks.MIN_PACKET) return layout.STOP_MALFORMED;
	const nic = interfaces.at(index);
	const stamp = ((<u64>u32At(at + 12)) << 32) | u32At(at + 16);
	const time = clock.since(interfaces.seconds(nic, stamp), interfaces.nanos(nic, stamp));
	frame.begin(time, u32At(at + 24), captured, offset + PACKET);
	frame.setInterface(interfaces.number(nic));
	const end = PACKET + blocks.padded(captured);
	if (length > end + blocks.TRAILER) packetOptions.apply(at + end, length - end - blocks.TRAILER);
	packet(interfaces.link(nic), at + PACKET, captured);
	return layout.STOP_NONE;
}

/** No time, always the first interface; as much was stored as its snapshot length let through. */
function simple(at: usize, length: u32, offset: f64): u32 {
	if (interfaces.count() == 0) return layout.STOP_MALFORMED;
	const nic = interfaces.at(0);
	const original = u32At(at + blocks.BODY);
	const snap = interfaces.snapLength(nic);
	const captured = snap != 0 && snap < original ? snap : original;
	if (captured > MAX_PACKET || captured > length - blocks.MIN_SIMPLE) return layout.STOP_MALFORMED;
	frame.begin(clock.unknown(), original, captured, offset + SIMPLE);
	frame.setInterface(interfaces.number(nic));
	packet(interfaces.link(nic), at + SIMPLE, captured);
	return layout.STOP_NONE;
}
