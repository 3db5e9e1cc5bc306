// The frames that an Initial packet may hold, RFC 9000 12.4 and 19: those that carry the handshake, and what stands
// between them.
import { readVarint, varint } from '../../wire/quic';

const PADDING: u32 = 0x00;
const PING: u32 = 0x01;
const ACK: u32 = 0x02;
const ACK_ECN: u32 = 0x03;
const CRYPTO: u32 = 0x06;
/** The same in Google's versions, whose acknowledgments are made differently too. */
const OLD_CRYPTO: u32 = 0x08;
const OLD_PING: u32 = 0x07;

/** Largest acknowledged, delay; and the first range, behind how many follow. */
const ACK_FIELDS: u32 = 2;
const ECN_COUNTS: u32 = 3;

/** Of the last frame, where it was CRYPTO: bytes, from which place of the handshake on, and where they stand. */
export let size: u32 = 0;
export let place: u32 = 0;
export let data: usize = 0;

/** Reads the frame at `offset`. Gives the offset behind it; 0 where none can be read any more. */
export function next(at: usize, offset: u32, length: u32, isOld: bool): u32 {
	size = 0;
	const type = <u32>load<u8>(at + offset);
	const behind = offset + 1;
	if (type == (isOld ? OLD_CRYPTO : CRYPTO)) return crypto(at, behind, length);
	if (type == PADDING || type == (isOld ? OLD_PING : PING)) return behind;
	if (isOld || (type != ACK && type != ACK_ECN)) return 0;
	return acknowledgment(at, behind, length, type == ACK_ECN);
}

function crypto(at: usize, offset: u32, length: u32): u32 {
	let end = readVarint(at, offset, length);
	if (end == 0) return 0;
	place = varint;
	end = readVarint(at, end, length);
	if (end == 0 || varint > length - end) return 0;
	size = varint;
	data = at + end;
	return end + size;
}

function acknowledgment(at: usize, offset: u32, length: u32, hasCounts: bool): u32 {
	let end = skip(at, offset, length, ACK_FIELDS);
	if (end != 0) end = readVarint(at, end, length);
	if (end == 0 || varint > length) return 0;
	end = skip(at, end, length, 1 + 2 * varint);
	return hasCounts && end != 0 ? skip(at, end, length, ECN_COUNTS) : end;
}

function skip(at: usize, offset: u32, length: u32, varints: u32): u32 {
	for (let i: u32 = 0; i < varints && offset != 0; i++) offset = readVarint(at, offset, length);
	return offset;
}
