// pcap, draft-ietf-opsawg-pcap: a file header, then records. Either byte order, micro- or nanoseconds; also the
// "modified" kind of Alexey Kuznetzov's libpcap, whose records carry the interface and the packet type.
import * as layout from '../layout';
import * as status from '../status';
import * as frame from '../frame';
import { packet } from '../packet';
import * as clock from './clock';
import { packetTypeSide } from './side';

const MAGIC_MICRO: u32 = 0xa1b2c3d4;
const MAGIC_NANO: u32 = 0xa1b23c4d;
const MAGIC_MODIFIED: u32 = 0xa1b2cd34;

const MAJOR: usize = 4;
const MINOR: usize = 6;
const NETWORK: usize = 20;
const FILE_HEADER: u32 = 24;

const SECONDS: usize = 0;
const FRACTION: usize = 4;
const CAPTURED: usize = 8;
const ORIGINAL: usize = 12;
const RECORD_HEADER: u32 = 16;
const MODIFIED_PACKET_TYPE: usize = 22;
const MODIFIED_HEADER: u32 = 24;

/** Largest packet a record may hold: tcpdump's own snapshot length, and what Wireshark accepts. */
export const MAX_PACKET: u32 = 262144;

let swapped: bool = false;
let opened: bool = false;
let fractionNanos: i64 = 1000;
let recordHeader: u32 = RECORD_HEADER;
let link: u32 = 0;
let minor: u32 = 4;

/** Is this the first word (as it lies in memory) of a pcap file? */
export function isMagic(word: u32): bool {
	return isKnown(word) || isKnown(bswap<u32>(word));
}

function isKnown(magic: u32): bool {
	return magic == MAGIC_MICRO || magic == MAGIC_NANO || magic == MAGIC_MODIFIED;
}

function u32At(at: usize): u32 {
	const value = load<u32>(at);
	return swapped ? bswap<u32>(value) : value;
}

function u16At(at: usize): u32 {
	const value = load<u16>(at);
	return swapped ? bswap<u16>(value) : value;
}

/** Reads what begins at `at`. Gives its length; 0 where more bytes are needed or reading has stopped. */
export function next(at: usize, available: u32, offset: f64): u32 {
	return opened ? record(at, available, offset) : header(at, available, offset);
}

function header(at: usize, available: u32, offset: f64): u32 {
	if (available < FILE_HEADER) return 0;
	swapped = !isKnown(load<u32>(at));
	const magic = u32At(at);
	if (u16At(at + MAJOR) != 2) {
		status.stop(layout.STOP_UNSUPPORTED_FORMAT, offset);
		return 0;
	}
	minor = u16At(at + MINOR);
	if (magic == MAGIC_NANO) fractionNanos = 1;
	if (magic == MAGIC_MODIFIED) recordHeader = MODIFIED_HEADER;
	// The upper half of the word tells about checksums behind the frames, not the link type.
	link = u32At(at + NETWORK) & 0xffff;
	status.addLinkType(link);
	opened = true;
	return FILE_HEADER;
}

function record(at: usize, available: u32, offset: f64): u32 {
	if (available < recordHeader) return 0;
	let captured = u32At(at + CAPTURED);
	let original = u32At(at + ORIGINAL);
	if (lengthsAreSwapped(captured, original)) {
		const held = captured;
		captured = original;
		original = held;
	}
	if (captured > MAX_PACKET) {
		status.stop(layout.STOP_MALFORMED, offset);
		return 0;
	}
	if (available < recordHeader + captured) return 0;
	const time = clock.since(u32At(at + SECONDS), <i64>u32At(at + FRACTION) * fractionNanos);
	frame.begin(time, original, captured, offset + recordHeader);
	if (recordHeader == MODIFIED_HEADER)
		frame.setSide(packetTypeSide(load<u8>(at + MODIFIED_PACKET_TYPE)));
	packet(link, at + recordHeader, captured);
	return recordHeader + captured;
}

/** Before version 2.3 the two lengths stood the other way round; 2.3 itself was written both ways. */
function lengthsAreSwapped(captured: u32, original: u32): bool {
	return minor < 3 || (minor == 3 && captured > original);
}
