// What PCAPdroid writes around an IP packet: an Ethernet header of zeros, and behind it the app that it is of.
// github.com/emanuele-f/PCAPdroid, app/src/main/jni/core/pcap_dump.h
import { be32 } from '../memory/bytes';

const MAGIC: u32 = 0x01072021;
const UID: u32 = 4;
const LABEL: u32 = 8;
const LABEL_LEN: u32 = 20;
export const TRAILER_LEN: u32 = 32;
const MIN_RECORD: u32 = 14 + 20 + 32;

const UNKNOWN: u32 = 0xffffffff;

/** Does a record of `length` bytes end with the trailer? */
export function hasTrailer(at: usize, length: u32): bool {
	if (length < MIN_RECORD || load<u64>(at) != 0 || load<u32>(at + 8) != 0) return false;
	return be32(at + length - TRAILER_LEN) == MAGIC;
}

export function hasUid(trailer: usize): bool {
	return uid(trailer) != UNKNOWN;
}

export function uid(trailer: usize): u32 {
	return be32(trailer + UID);
}

/** Where the app's label stands; it may be cut inside a character. */
export function label(trailer: usize): usize {
	return trailer + LABEL;
}

export function labelLength(trailer: usize): u32 {
	let length: u32 = 0;
	while (length < LABEL_LEN && load<u8>(trailer + LABEL + length) != 0) length += 1;
	return length;
}
