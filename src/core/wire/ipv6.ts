// IPv6, RFC 8200, and the headers between it and the transport. `check` first, then `skipExtensions`.
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be16, be32, min } from '../memory/bytes';

const PAYLOAD_LENGTH: usize = 4;
const NEXT_HEADER: usize = 6;
export const SOURCE: usize = 8;
export const DESTINATION: usize = 24;
const HEADER_LEN: u32 = 40;

const MAX_PAYLOAD: u32 = 65535;
/** More than any record of a capture holds is a lie. */
const MAX_JUMBO: u32 = 0x01000000;

const HOP_BY_HOP: u32 = 0;
const ROUTING: u32 = 43;
const FRAGMENT: u32 = 44;
const AUTHENTICATION: u32 = 51; // RFC 4302
const DESTINATION_OPTIONS: u32 = 60;
const EXTENSION_MIN: u32 = 8;

const FRAGMENT_OFFSET: usize = 2;
const FRAGMENT_ID: usize = 4;
const PAD_ONE: u32 = 0;
const JUMBO: u32 = 0xc2;

/** What `skipExtensions` found: the protocol above, and where it begins. */
export let protocol: u32 = 0;
export let offset: u32 = 0;
/** 1 + the offset of the header of a part of a packet, at which it ended; 0: the packet is in one piece. */
export let fragment: u32 = 0;
/** Bytes behind the IPv6 header by the jumbo payload option (RFC 2675 2); 0: none. */
export let jumbo: u32 = 0;

export function check(at: usize, length: u32): i32 {
	if (length < HEADER_LEN) return STOP_TRUNCATED;
	return (<u32>load<u8>(at)) >> 4 == 6 ? STOP_NONE : STOP_MALFORMED;
}

/** Bytes of the packet that were captured. A payload length of 0 is a jumbogram or offload: all that is there. */
export function end(at: usize, length: u32): u32 {
	const payload = be16(at + PAYLOAD_LENGTH);
	return payload == 0 ? length : min(HEADER_LEN + payload, length);
}

/** Bytes of the packet as it was sent; behind `skipExtensions`, which finds the length of a jumbogram. */
export function wireLength(at: usize, length: u32): u32 {
	const payload = be16(at + PAYLOAD_LENGTH);
	if (payload != 0) return HEADER_LEN + payload;
	return jumbo > MAX_PAYLOAD && jumbo < MAX_JUMBO ? HEADER_LEN + jumbo : length;
}

export function nextHeader(at: usize): u32 {
	return load<u8>(at + NEXT_HEADER);
}

/** Walks the extension headers of a packet whose header `check` found good. */
export function skipExtensions(at: usize, length: u32): i32 {
	jumbo = 0;
	return walk(nextHeader(at), at, HEADER_LEN, length);
}

/**
 * Walks the extension headers from `from` on, of which the first is of type `first`; up to a fragment's header.
 * Truncated: `protocol` is the header that was cut.
 */
export function walk(first: u32, at: usize, from: u32, length: u32): i32 {
	protocol = first;
	offset = from;
	fragment = 0;
	while (isExtension(protocol) && fragment == 0) {
		if (offset + EXTENSION_MIN > length) return STOP_TRUNCATED;
		const header = at + offset;
		const size = extensionLength(protocol, header);
		if (offset + size > length) return STOP_TRUNCATED;
		if (protocol == FRAGMENT && isPart(header)) fragment = offset + 1;
		if (protocol == HOP_BY_HOP) findJumbo(header, size);
		protocol = load<u8>(header);
		offset += size;
	}
	return STOP_NONE;
}

/** A fragment header may stand in front of a whole packet (RFC 6946). */
function isPart(header: usize): bool {
	return (be16(header + FRAGMENT_OFFSET) & 0xfff9) != 0;
}

/** Of the fragment header at `header`: are there fragments behind this one? */
export function hasMore(header: usize): bool {
	return (be16(header + FRAGMENT_OFFSET) & 1) != 0;
}

/** Of a fragment's payload in its packet's, bytes. */
export function fragmentOffset(header: usize): u32 {
	return be16(header + FRAGMENT_OFFSET) & 0xfff8;
}

export function id(header: usize): u32 {
	return be32(header + FRAGMENT_ID);
}

function findJumbo(header: usize, size: u32): void {
	let option: u32 = 2;
	while (option + 2 <= size) {
		const type = <u32>load<u8>(header + option);
		const length = <u32>load<u8>(header + option + 1);
		if (type == JUMBO && length == 4 && option + 6 <= size) jumbo = be32(header + option + 2);
		option += type == PAD_ONE ? 1 : 2 + length;
	}
}

function isExtension(type: u32): bool {
	return (
		type == HOP_BY_HOP ||
		type == ROUTING ||
		type == FRAGMENT ||
		type == AUTHENTICATION ||
		type == DESTINATION_OPTIONS
	);
}

function extensionLength(type: u32, at: usize): u32 {
	const units = <u32>load<u8>(at + 1);
	if (type == FRAGMENT) return EXTENSION_MIN;
	return type == AUTHENTICATION ? (units + 2) << 2 : (units + 1) << 3;
}
