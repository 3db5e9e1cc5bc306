// QUIC packets with a long header, RFC 9000 17.2 and RFC 9369 3.2. `check` first: once it has said STOP_NONE, no
// accessor reads past `length` bytes; what comes behind the connection ids is read by `checkBody`.
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be32 } from '../memory/bytes';

const LONG: u32 = 0x80;
const FIXED: u32 = 0x40;
const VERSION: usize = 1;
const CID_LENGTH: usize = 5;
const CID: u32 = 6;
/** Longest connection id, of every version so far. */
export const MAX_CID: u32 = 20;
/** Bytes of the datagram that a client begins a connection with, at least (RFC 9000 14.1). */
export const MIN_INITIAL: u32 = 1200;

export const VERSION_NEGOTIATION: u32 = 0;
export const VERSION_1: u32 = 0x00000001;
export const VERSION_2: u32 = 0x6b3343cf;

// The types of packet, by the numbers of version 1.
export const INITIAL: u32 = 0;
export const RETRY: u32 = 3;

/** Of the last `checkBody`: where the packet number begins, and where the packet ends. */
export let numberAt: u32 = 0;
export let end: u32 = 0;

/** Is there a long header with its connection ids? Which version it is of is not asked. */
export function check(at: usize, length: u32): i32 {
	if (length < CID) return STOP_TRUNCATED;
	if (((<u32>load<u8>(at)) & LONG) == 0 || idLength(at) > MAX_CID) return STOP_MALFORMED;
	const source = CID + idLength(at);
	if (source >= length) return STOP_TRUNCATED;
	const sourceLength = <u32>load<u8>(at + source);
	if (sourceLength > MAX_CID) return STOP_MALFORMED;
	return source + 1 + sourceLength > length ? STOP_TRUNCATED : STOP_NONE;
}

export function version(at: usize): u32 {
	return be32(at + VERSION);
}

/** Is the bit set that is always set, but for ends that agreed to toss for it (RFC 9287)? */
export function isFixed(at: usize): bool {
	return ((<u32>load<u8>(at)) & FIXED) != 0;
}

/** Length of the destination's connection id, whose bytes stand at `id`. */
export function idLength(at: usize): u32 {
	return load<u8>(at + CID_LENGTH);
}

export function id(at: usize): usize {
	return at + CID;
}

/** The same of the source. */
export function sourceIdLength(at: usize): u32 {
	return load<u8>(at + CID + idLength(at));
}

export function sourceId(at: usize): usize {
	return at + CID + idLength(at) + 1;
}

/** Offset of what stands behind both connection ids. */
export function bodyAt(at: usize): u32 {
	return CID + idLength(at) + 1 + sourceIdLength(at);
}

/** INITIAL, RETRY or another number below 4. */
export function type(at: usize): u32 {
	const bits = ((<u32>load<u8>(at)) >> 4) & 3;
	return version(at) == VERSION_2 ? (bits - 1) & 3 : bits;
}

/** Finds packet number and end of any packet but Retry. Truncated: it does not end inside of `length`. */
export function checkBody(at: usize, length: u32): i32 {
	let offset = bodyAt(at);
	if (type(at) == INITIAL) {
		offset = readVarint(at, offset, length);
		if (offset == 0 || varint > length - offset) return STOP_TRUNCATED;
		offset += varint;
	}
	offset = readVarint(at, offset, length);
	if (offset == 0 || varint > length - offset) return STOP_TRUNCATED;
	numberAt = offset;
	end = offset + varint;
	return STOP_NONE;
}

/** Does it end in versions, and nothing else? There is at least one (RFC 9000 17.2.1). */
export function isNegotiation(at: usize, length: u32): bool {
	if (version(at) != VERSION_NEGOTIATION) return false;
	const list = length - bodyAt(at);
	return list >= 4 && (list & 3) == 0;
}

/** Of the last `readVarint`; what needs more than 32 bits is as large as can be. */
export let varint: u32 = 0;

/** A number of variable length (RFC 9000 16) at `offset`. Gives the offset behind it; 0 where it is cut. */
export function readVarint(at: usize, offset: u32, length: u32): u32 {
	if (offset >= length) return 0;
	const first = <u32>load<u8>(at + offset);
	const size: u32 = 1 << (first >> 6);
	if (size > length - offset) return 0;
	let value: u64 = first & 0x3f;
	for (let i: u32 = 1; i < size; i++) value = (value << 8) | load<u8>(at + offset + i);
	varint = value > 0xffffffff ? 0xffffffff : <u32>value;
	return offset + size;
}
