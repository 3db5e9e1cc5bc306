// Prism and AVS headers (tcpdump.org LINKTYPE_IEEE802_11_PRISM, _AVS): what older drivers write in front of 802.11.
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be32 } from '../memory/bytes';

const LENGTH: usize = 4;
const PRISM_HEADER: u32 = 144;
const MIN_HEADER: u32 = 8;

const PRISM_1: u32 = 0x00000044;
const PRISM_2: u32 = 0x00000041;
const AVS: u32 = 0x80211000;

/** Frames without such a header stand between those with one: they begin with 802.11 at once. */
export function check(at: usize, length: u32): i32 {
	if (length < MIN_HEADER) return STOP_TRUNCATED;
	const header = headerLength(at);
	if (isAvs(at) && header < MIN_HEADER) return STOP_MALFORMED;
	return header > length ? STOP_TRUNCATED : STOP_NONE;
}

export function headerLength(at: usize): u32 {
	if (isAvs(at)) return be32(at + LENGTH);
	return isPrism(be32(at)) || isPrism(load<u32>(at)) ? PRISM_HEADER : 0;
}

function isAvs(at: usize): bool {
	return (be32(at) & 0xfffff000) == AVS;
}

function isPrism(word: u32): bool {
	return word == PRISM_1 || word == PRISM_2;
}
