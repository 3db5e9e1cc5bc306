// pcap, draft-ietf-opsawg-pcap: a file header, then records. Either byte order, micro- or nanoseconds; also the
// "modified" kind of Alexey Kuznetzov's libpcap, whose records carry the interface and the packet type.
import * as layout from '../layout';
import * as status from '../status';
import * as frame from '../frame';
import { packet } from '../packet';
import { set as setOrder, u16At, u32At } from './byteOrder';
import * as clock from './clock';
import * as damage from './damage';
import * as nics from './nics';
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
const MODIFIED_INTERFACE: usize = 16;
const MODIFIED_PACKET_TYPE: usize = 22;
const MODIFIED_HEADER: u32 = 24;

/** Largest packet a record may hold: tcpdump's own snapshot length, and what Wireshark accepts. */
export const MAX_PACKET: u32 = 262144;

/** What was on the wire is no longer than this, also where the kernel joined segments (IPv6 jumbograms). */
const MAX_ORIGINAL: u32 = 16777216;
const SECOND: i64 = 1000000000;
/** Where records are searched, in seconds: so far apart are two neighbours at the most. */
const NEAR: i64 = 86400;

let opened: bool = false;
let fractionNanos: i64 = 1000;
let link: u32 = 0;
let minor: u32 = 4;

/** Bytes in front of each packet. */
export let headerLength: u32 = RECORD_HEADER;
/** Time of the last packet, in seconds since 1970; -1: there was none. */
export let lastSeconds: i64 = -1;

/** Is this the first word (as it lies in memory) of a pcap file? */
export function isMagic(word: u32): bool {
	return isKnown(word) || isKnown(bswap<u32>(word));
}

function isKnown(magic: u32): bool {
	return magic == MAGIC_MICRO || magic == MAGIC_NANO || magic == MAGIC_MODIFIED;
}

/** Reads what begins at `at`. Gives its length; 0 where more bytes are needed or reading has stopped. */
export function next(at: usize, available: u32, offset: f64): u32 {
	return opened ? record(at, available, offset) : header(at, available, offset);
}

/** No more will come than the beginning of a record. Gives how many bytes to pass over, 0 where it ends here. */
export function cut(offset: f64): u32 {
	if (!opened) return damage.end(layout.STOP_TRUNCATED, offset);
	return damage.search(layout.STOP_TRUNCATED, offset, 1);
}

function header(at: usize, available: u32, offset: f64): u32 {
	if (available < FILE_HEADER) return 0;
	setOrder(!isKnown(load<u32>(at)));
	const magic = u32At(at);
	if (u16At(at + MAJOR) != 2) return damage.end(layout.STOP_UNSUPPORTED_FORMAT, offset);
	minor = u16At(at + MINOR);
	if (magic == MAGIC_NANO) fractionNanos = 1;
	if (magic == MAGIC_MODIFIED) headerLength = MODIFIED_HEADER;
	// The upper half of the word tells about checksums behind the frames, not the link type.
	link = u32At(at + NETWORK) & 0xffff;
	status.addLinkType(link);
	opened = true;
	return FILE_HEADER;
}

function record(at: usize, available: u32, offset: f64): u32 {
	if (available < headerLength) return 0;
	const captured = capturedAt(at);
	if (captured > MAX_PACKET) return damage.search(layout.STOP_MALFORMED, offset, 1);
	if (available < headerLength + captured) return 0;
	lastSeconds = u32At(at + SECONDS);
	const time = clock.since(lastSeconds, <i64>u32At(at + FRACTION) * fractionNanos);
	frame.begin(time, originalAt(at), captured, offset + headerLength);
	if (headerLength == MODIFIED_HEADER) {
		frame.setSide(packetTypeSide(load<u8>(at + MODIFIED_PACKET_TYPE)));
		frame.setInterface(nics.ofIndex(u32At(at + MODIFIED_INTERFACE), link));
	}
	packet(link, at + headerLength, captured);
	return headerLength + captured;
}

/** Bytes of the record at `at` that were stored, and that there were on the wire. */
export function capturedAt(at: usize): u32 {
	return u32At(at + (lengthsAreSwapped(at) ? ORIGINAL : CAPTURED));
}

function originalAt(at: usize): u32 {
	return u32At(at + (lengthsAreSwapped(at) ? CAPTURED : ORIGINAL));
}

/** Before version 2.3 the two lengths stood the other way round; 2.3 itself was written both ways. */
function lengthsAreSwapped(at: usize): bool {
	if (minor > 3) return false;
	return minor < 3 || u32At(at + CAPTURED) > u32At(at + ORIGINAL);
}

export function secondsAt(at: usize): i64 {
	return u32At(at + SECONDS);
}

/** Could the header of a record stand at `at`, whose neighbour's time is `near` seconds (-1: not known)? */
export function isPlausible(at: usize, near: i64): bool {
	const captured = capturedAt(at);
	const original = originalAt(at);
	if (captured > MAX_PACKET || original > MAX_ORIGINAL) return false;
	if (original == 0 || captured > original) return false;
	if (<i64>u32At(at + FRACTION) * fractionNanos >= SECOND) return false;
	const apart = secondsAt(at) - near;
	return near < 0 || (apart <= NEAR && apart >= -NEAR);
}
