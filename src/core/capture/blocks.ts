// The blocks of pcapng (draft-ietf-opsawg-pcapng 4): their types and least lengths. A block is a head of type and
// length, a body, and its length once more.

/** Section header; the same in either byte order. */
export const SECTION: u32 = 0x0a0d0d0a;
export const INTERFACE: u32 = 1;
export const OBSOLETE_PACKET: u32 = 2;
export const SIMPLE_PACKET: u32 = 3;
export const RESOLUTION: u32 = 4;
export const STATISTICS: u32 = 5;
export const ENHANCED_PACKET: u32 = 6;
export const JOURNAL: u32 = 9; // systemd's
export const SECRETS: u32 = 10;
export const CUSTOM: u32 = 0x00000bad;
export const CUSTOM_NOT_COPIED: u32 = 0x40000bad;

export const BODY: u32 = 8;
export const TRAILER: u32 = 4;
/** A block without a body. */
export const MIN_BLOCK: u32 = 12;
export const MIN_SIMPLE: u32 = 16;
export const MIN_PACKET: u32 = 32;
const MIN_SECTION: u32 = 28;
const MIN_INTERFACE: u32 = 20;

/** Larger blocks with packets are damage; of others only so much is read. */
export const MAX_READ: u32 = 786432;
/** Wireshark's limit for any block. */
export const MAX_BLOCK: u32 = 16777216;

/** The first word of a section's body, in its byte order. */
const BYTE_ORDER: u32 = 0x1a2b3c4d;

/** Does the section header at `at` say its byte order? */
export function saysOrder(at: usize): bool {
	const word = load<u32>(at, BODY);
	return word == BYTE_ORDER || word == bswap<u32>(BYTE_ORDER);
}

export function isSwapped(at: usize): bool {
	return load<u32>(at, BODY) != BYTE_ORDER;
}

export function carriesPacket(type: u32): bool {
	return type == ENHANCED_PACKET || type == SIMPLE_PACKET || type == OBSOLETE_PACKET;
}

export function isKnown(type: u32): bool {
	if (type >= INTERFACE && type <= ENHANCED_PACKET) return true;
	if (type == JOURNAL || type == SECRETS) return true;
	return type == SECTION || type == CUSTOM || type == CUSTOM_NOT_COPIED;
}

/** Blocks are padded to 32 bits; some writers forget that in the length. */
export function padded(length: u32): u32 {
	return (length + 3) & ~3;
}

/** Least length of a block. One that only tells about the capture may be too short to say anything. */
export function minimum(type: u32): u32 {
	switch (type) {
		case ENHANCED_PACKET:
		case OBSOLETE_PACKET:
			return MIN_PACKET;
		case SIMPLE_PACKET:
			return MIN_SIMPLE;
		case SECTION:
			return MIN_SECTION;
		case INTERFACE:
			return MIN_INTERFACE;
		default:
			return MIN_BLOCK;
	}
}
