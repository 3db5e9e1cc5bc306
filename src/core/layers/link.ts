// From what the capture says its packets begin with to the network layer.
import * as layout from '../layout';
import * as frame from '../frame';
import { packetTypeSide } from '../capture/side';
import * as ethernet from '../wire/ethernet';
import * as loopback from '../wire/loopback';
import * as sll from '../wire/sll';
import * as sll2 from '../wire/sll2';
import { fromEtherType, fromIp } from './network';

// tcpdump.org link types
const LINK_NULL: u32 = 0;
const LINK_ETHERNET: u32 = 1;
const LINK_RAW_BSD: u32 = 12;
const LINK_RAW_OPENBSD: u32 = 14;
const LINK_RAW: u32 = 101;
const LINK_LOOP: u32 = 108;
const LINK_SLL: u32 = 113;
const LINK_IPV4: u32 = 228;
const LINK_IPV6: u32 = 229;
const LINK_SLL2: u32 = 276;

/** Says whether an IP header could be read. */
export function fromLink(link: u32, at: usize, length: u32): bool {
	switch (link) {
		case LINK_ETHERNET:
			return fromEthernet(at, length);
		case LINK_SLL:
			return fromSll(at, length);
		case LINK_SLL2:
			return fromSll2(at, length);
		case LINK_RAW:
		case LINK_RAW_BSD:
		case LINK_RAW_OPENBSD:
		case LINK_IPV4:
		case LINK_IPV6:
			return fromIp(at, length);
		case LINK_NULL:
		case LINK_LOOP:
			return fromLoopback(at, length);
		default:
			return false;
	}
}

/** Also what tunnels carry. */
export function fromEthernet(at: usize, length: u32): bool {
	if (ethernet.check(length) != layout.STOP_NONE) return false;
	return fromEtherType(ethernet.type(at), at + ethernet.HEADER_LEN, length - ethernet.HEADER_LEN);
}

function fromSll(at: usize, length: u32): bool {
	if (sll.check(length) != layout.STOP_NONE) return false;
	frame.setSide(packetTypeSide(sll.packetType(at)));
	return fromEtherType(sll.type(at), at + sll.HEADER_LEN, length - sll.HEADER_LEN);
}

function fromSll2(at: usize, length: u32): bool {
	if (sll2.check(length) != layout.STOP_NONE) return false;
	frame.setSide(packetTypeSide(sll2.packetType(at)));
	return fromEtherType(sll2.type(at), at + sll2.HEADER_LEN, length - sll2.HEADER_LEN);
}

function fromLoopback(at: usize, length: u32): bool {
	if (loopback.check(length) != layout.STOP_NONE) return false;
	return fromEtherType(loopback.type(at), at + loopback.HEADER_LEN, length - loopback.HEADER_LEN);
}
