// What QUIC and DTLS must remember from one datagram to the next: who is the client, how far both were listened to, and
// the connection id that the first keys of QUIC come from (RFC 9001 5.2). Kept for flows that began lately: a flow's
// place goes by its number, so that the last so many never share one. Whose place is taken had its turn: all that can
// be missed is a server's answer behind a thousand flows that began meanwhile.
import * as status from '../status';
import * as flows from '../flow/flows';
import { allocate } from '../memory/arena';
import { MAX_CID } from '../wire/quic';

const PLACES: u32 = 1024;
const OWNER: usize = 0; // u32, 1 + the flow's number; 0: free
const BITS: usize = 4; // u8
const ID_LENGTH: usize = 5; // u8
const ID: usize = 6; // MAX_CID bytes
const SIZE: usize = 32;

const FROM_B: u32 = 1; // the client is the flow's end b
const CLIENT_READ: u32 = 2;
const SERVER_READ: u32 = 4;

let places: usize = 0;

/** The connection of the flow in hand; 0 where none was met, or another flow took its place. */
export function find(): usize {
	if (places == 0) return 0;
	const place = placeOf();
	return load<u32>(place, OWNER) == flows.id + 1 ? place : 0;
}

/** A connection of the flow in hand, whose client sends in direction `way`; 0 where there is no memory. */
export function begin(way: u32): usize {
	if (places == 0) places = allocate(<usize>PLACES * SIZE);
	if (places == 0) {
		status.addEvicted();
		return 0;
	}
	const place = placeOf();
	store<u32>(place, flows.id + 1, OWNER);
	store<u8>(place, way == 0 ? 0 : <u8>FROM_B, BITS);
	store<u8>(place, 0, ID_LENGTH);
	return place;
}

function placeOf(): usize {
	return places + <usize>(flows.id % PLACES) * SIZE;
}

/** From now on the keys come from this one (RFC 9001 5.2, of Retry). */
export function setId(place: usize, id: usize, idLength: u32): void {
	store<u8>(place, <u8>idLength, ID_LENGTH);
	memory.copy(place + ID, id, idLength < MAX_CID ? idLength : MAX_CID);
}

export function id(place: usize): usize {
	return place + ID;
}

export function idLength(place: usize): u32 {
	return load<u8>(place, ID_LENGTH);
}

export function hasId(place: usize, other: usize, otherLength: u32): bool {
	if (idLength(place) != otherLength) return false;
	return memory.compare(id(place), other, otherLength) == 0;
}

/** Does the client send in direction `way`? */
export function isClient(place: usize, way: u32): bool {
	return (bits(place) & FROM_B) == way;
}

/** Need its client, or its server, not be listened to any more? */
export function isRead(place: usize, isServer: bool): bool {
	return (bits(place) & (isServer ? SERVER_READ : CLIENT_READ)) != 0;
}

export function setRead(place: usize, isServer: bool): void {
	store<u8>(place, <u8>(bits(place) | (isServer ? SERVER_READ : CLIENT_READ)), BITS);
}

function bits(place: usize): u32 {
	return load<u8>(place, BITS);
}
