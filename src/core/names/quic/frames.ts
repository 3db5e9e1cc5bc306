// The frames that an Initial packet may hold, RFC 9000 12.4 and 19: those that carry the handshake, and what stands
// between them. What no frame needs stays encrypted.
import { min } from '../../memory/bytes';
import { readVarint, varint } from '../../wire/quic';
import * as initial from './initial';

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

/** Bytes of the longest number, and of padding that is looked at together. */
const LONGEST: u32 = 8;
const RUN: u32 = 64;

/** Of the last frame, where it was CRYPTO: bytes, from which place of the handshake on, and where they stand. */
export let size: u32 = 0;
export let place: u32 = 0;
export let data: usize = 0;

/** Reads the frame at `offset` of the Initial in hand. Gives the offset behind it; 0: none can be read any more. */
export function next(offset: u32, isOld: bool): u32 {
	size = 0;
	initial.reveal(offset + 1);
	const type = <u32>load<u8>(initial.frames + offset);
	const behind = offset + 1;
	if (type == (isOld ? OLD_CRYPTO : CRYPTO)) return crypto(behind);
	if (type == PADDING) return padding(behind);
	if (type == (isOld ? OLD_PING : PING)) return behind;
	if (isOld || (type != ACK && type != ACK_ECN)) return 0;
	return acknowledgment(behind, type == ACK_ECN);
}

/** Each byte of it is a frame. */
function padding(offset: u32): u32 {
	const end = min(offset + RUN, initial.length);
	initial.reveal(end);
	while (offset < end && load<u8>(initial.frames + offset) == PADDING) offset += 1;
	return offset;
}

function crypto(offset: u32): u32 {
	let end = number(offset);
	if (end == 0) return 0;
	place = varint;
	end = number(end);
	if (end == 0 || varint > initial.length - end) return 0;
	size = varint;
	data = initial.frames + end;
	initial.reveal(end + size);
	return end + size;
}

function acknowledgment(offset: u32, hasCounts: bool): u32 {
	let end = skip(offset, ACK_FIELDS);
	if (end != 0) end = number(end);
	if (end == 0 || varint > initial.length) return 0;
	end = skip(end, 1 + 2 * varint);
	return hasCounts && end != 0 ? skip(end, ECN_COUNTS) : end;
}

function skip(offset: u32, numbers: u32): u32 {
	for (let i: u32 = 0; i < numbers && offset != 0; i++) offset = number(offset);
	return offset;
}

/** Reads the number at `offset` into `varint`. Gives the offset behind it; 0 where it is cut. */
function number(offset: u32): u32 {
	initial.reveal(offset + LONGEST);
	return readVarint(initial.frames, offset, initial.length);
}
