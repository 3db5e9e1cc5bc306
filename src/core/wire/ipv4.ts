// IPv4, RFC 791. `check` first: once it has said STOP_NONE, no accessor reads past `length` bytes.
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be16, min } from '../memory/bytes';

const VERSION_IHL: usize = 0;
const TOTAL_LENGTH: usize = 2;
const ID: usize = 4;
const FRAGMENT: usize = 6;
const PROTOCOL: usize = 9;
const SOURCE: usize = 12;
const DESTINATION: usize = 16;
const MIN_HEADER: u32 = 20;

export function check(at: usize, length: u32): i32 {
	if (length < MIN_HEADER) return STOP_TRUNCATED;
	if (version(at) != 4 || headerLength(at) < MIN_HEADER) return STOP_MALFORMED;
	const total = be16(at + TOTAL_LENGTH);
	if (total != 0 && total < headerLength(at)) return STOP_MALFORMED;
	return headerLength(at) > length ? STOP_TRUNCATED : STOP_NONE;
}

/** Of any IP packet with at least one byte. */
export function version(at: usize): u32 {
	return (<u32>load<u8>(at + VERSION_IHL)) >> 4;
}

export function headerLength(at: usize): u32 {
	return ((<u32>load<u8>(at + VERSION_IHL)) & 15) << 2;
}

/** Bytes of the packet that were captured. A total length of 0 is segmentation offload: all that is there. */
export function end(at: usize, length: u32): u32 {
	const total = be16(at + TOTAL_LENGTH);
	return total == 0 ? length : min(total, length);
}

/** Bytes of the packet as it was sent. */
export function wireLength(at: usize, length: u32): u32 {
	const total = be16(at + TOTAL_LENGTH);
	return total == 0 ? length : total;
}

/** Part of a datagram: the first with more to come, or a later one. */
export function isFragment(at: usize): bool {
	return (be16(at + FRAGMENT) & 0x3fff) != 0;
}

/** Are there fragments behind this one? */
export function hasMore(at: usize): bool {
	return (be16(at + FRAGMENT) & 0x2000) != 0;
}

/** Of a fragment's payload in its datagram's, bytes. */
export function fragmentOffset(at: usize): u32 {
	return (be16(at + FRAGMENT) & 0x1fff) << 3;
}

export function id(at: usize): u32 {
	return be16(at + ID);
}

export function protocol(at: usize): u32 {
	return load<u8>(at + PROTOCOL);
}

/** Both in network order, as they lie in memory. */
export function source(at: usize): u32 {
	return load<u32>(at + SOURCE);
}

export function destination(at: usize): u32 {
	return load<u32>(at + DESTINATION);
}
