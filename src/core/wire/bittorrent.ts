// BitTorrent: the handshake between peers (BEP 3), the distributed hash table (BEP 5), trackers over UDP (BEP 15),
// the transport over UDP (BEP 29).
import { be16, be32, min } from '../memory/bytes';
import * as text from './text';

// "\x13BitTorrent protocol"
const HANDSHAKE = memory.data<u8>([
	0x13, 0x42, 0x69, 0x74, 0x54, 0x6f, 0x72, 0x72, 0x65, 0x6e, 0x74, 0x20, 0x70, 0x72, 0x6f, 0x74,
	0x6f, 0x63, 0x6f, 0x6c,
]);
const HANDSHAKE_SIZE: u32 = 20;
// "2:id20:"
const NODE_ID = memory.data<u8>([0x32, 0x3a, 0x69, 0x64, 0x32, 0x30, 0x3a]);
const NODE_ID_SIZE: u32 = 7;
// "BT-SEARCH * HTTP" (BEP 14)
const SEARCH = memory.data<u8>([
	0x42, 0x54, 0x2d, 0x53, 0x45, 0x41, 0x52, 0x43, 0x48, 0x20, 0x2a, 0x20, 0x48, 0x54, 0x54, 0x50,
]);
const SEARCH_SIZE: u32 = 16;
const LOOK: u32 = 64;

const TRACKER_HIGH: u32 = 0x00000417;
const TRACKER_LOW: u32 = 0x27101980;

const CONNECTION: usize = 2;
const TRANSPORT_HEADER: u32 = 20;
const TRANSPORT_SYN: u32 = 0x41;
const TRANSPORT_STATE: u32 = 0x21;

export function isHandshake(at: usize, length: u32): bool {
	return text.startsWith(at, length, HANDSHAKE, HANDSHAKE_SIZE);
}

/** A question or an answer of the hash table: a dictionary with the node's number in the first value. */
export function isHashTable(at: usize, length: u32): bool {
	if (length < 20 || load<u8>(at) != 0x64) return false;
	const second = <u32>load<u8>(at + 1);
	if ((second != 0x31 && second != 0x32) || load<u8>(at + 2) != 0x3a) return false;
	return text.find(at, min(length, LOOK), NODE_ID, NODE_ID_SIZE) != text.NOWHERE;
}

export function isSearch(at: usize, length: u32): bool {
	return text.startsWith(at, length, SEARCH, SEARCH_SIZE);
}

/** The first request to a tracker holds a constant, and 0 as its action. */
export function isTracker(at: usize, length: u32): bool {
	if (length != 16 || be32(at) != TRACKER_HIGH) return false;
	return be32(at + 4) == TRACKER_LOW && load<u32>(at + 8) == 0;
}

/** May it open a connection of the transport? Nothing was received, so nothing is acknowledged. */
export function isSyn(at: usize, length: u32): bool {
	return isTransport(at, length, TRANSPORT_SYN) && be16(at + 18) == 0;
}

/** May it answer that? */
export function isState(at: usize, length: u32): bool {
	return isTransport(at, length, TRANSPORT_STATE);
}

function isTransport(at: usize, length: u32, first: u32): bool {
	return length >= TRANSPORT_HEADER && load<u8>(at) == first && load<u8>(at + 1) <= 2;
}

/** Both directions name the same connection in these two. */
export function connection(at: usize): u32 {
	return be16(at + CONNECTION);
}
