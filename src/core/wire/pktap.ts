// Apple's tap, tcpdump.org LINKTYPE_PKTAP (258), bsd/net/pktap.h: a header that says what link follows it.
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED } from '../layout';

const LENGTH: usize = 0;
const LINK: usize = 8;
const MIN_HEADER: u32 = 108;

/** Numbers are of the machine that captured: little-endian on everything that has this header. */
export function check(at: usize, length: u32): i32 {
	if (length < MIN_HEADER) return STOP_TRUNCATED;
	if (headerLength(at) < MIN_HEADER) return STOP_MALFORMED;
	return headerLength(at) > length ? STOP_TRUNCATED : STOP_NONE;
}

export function headerLength(at: usize): u32 {
	return load<u32>(at + LENGTH);
}

/** The DLT of libpcap, which for the links that matter is the link type. */
export function link(at: usize): u32 {
	return load<u32>(at + LINK);
}
