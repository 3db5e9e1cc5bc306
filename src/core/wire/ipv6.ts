// IPv6, RFC 8200, and the headers between it and the transport. `check` first, then `skipExtensions`.
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be16, min } from '../memory/bytes';

const PAYLOAD_LENGTH: usize = 4;
const NEXT_HEADER: usize = 6;
export const SOURCE: usize = 8;
export const DESTINATION: usize = 24;
const HEADER_LEN: u32 = 40;

const HOP_BY_HOP: u32 = 0;
const ROUTING: u32 = 43;
const FRAGMENT: u32 = 44;
const AUTHENTICATION: u32 = 51; // RFC 4302
const DESTINATION_OPTIONS: u32 = 60;
const EXTENSION_MIN: u32 = 8;

/** What `skipExtensions` found: the protocol above, where it begins, whether it is a later fragment. */
export let protocol: u32 = 0;
export let offset: u32 = 0;
export let isLaterFragment: bool = false;

export function check(at: usize, length: u32): i32 {
	if (length < HEADER_LEN) return STOP_TRUNCATED;
	return (<u32>load<u8>(at)) >> 4 == 6 ? STOP_NONE : STOP_MALFORMED;
}

/** Bytes of the packet that were captured. A payload length of 0 is a jumbogram or offload: all that is there. */
export function end(at: usize, length: u32): u32 {
	const payload = be16(at + PAYLOAD_LENGTH);
	return payload == 0 ? length : min(HEADER_LEN + payload, length);
}

/** Bytes of the packet as it was sent. */
export function wireLength(at: usize, length: u32): u32 {
	const payload = be16(at + PAYLOAD_LENGTH);
	return payload == 0 ? length : HEADER_LEN + payload;
}

/** Walks the extension headers inside `length` bytes. Truncated: `protocol` is the header that was cut. */
export function skipExtensions(at: usize, length: u32): i32 {
	protocol = load<u8>(at + NEXT_HEADER);
	offset = HEADER_LEN;
	isLaterFragment = false;
	while (isExtension(protocol) && !isLaterFragment) {
		if (offset + EXTENSION_MIN > length) return STOP_TRUNCATED;
		const header = at + offset;
		const size = extensionLength(protocol, header);
		if (offset + size > length) return STOP_TRUNCATED;
		if (protocol == FRAGMENT) isLaterFragment = (be16(header + 2) & 0xfff8) != 0;
		protocol = load<u8>(header);
		offset += size;
	}
	return STOP_NONE;
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
