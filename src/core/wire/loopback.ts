// BSD loop-back, tcpdump.org LINKTYPE_NULL (0) and LINKTYPE_LOOP (108): an address family, then the packet.
import { STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be32 } from '../memory/bytes';
import { IPV4, IPV6, OTHER } from './etherType';

export const HEADER_LEN: u32 = 4;

const AF_INET: u32 = 2;

export function check(length: u32): i32 {
	return length < HEADER_LEN ? STOP_TRUNCATED : STOP_NONE;
}

/** The family stands in the byte order of the capturing machine, so the order that makes it small is right. */
export function type(at: usize): u32 {
	const big = be32(at);
	const family = big > 0xffff ? bswap<u32>(big) : big;
	if (family == AF_INET) return IPV4;
	return isInet6(family) ? IPV6 : OTHER;
}

/** AF_INET6 of Linux, NetBSD and OpenBSD, FreeBSD, macOS, Windows. */
function isInet6(family: u32): bool {
	return family == 10 || family == 24 || family == 28 || family == 30 || family == 23;
}
