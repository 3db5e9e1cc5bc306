// RDP over UDP: how a connection begins (MS-RDPEUDP 2.2.2, most significant byte first), and what it goes on with where
// both agree on version 3 (MS-RDPEUDP2 2.2.1, least significant byte first).
import { be16 } from '../memory/bytes';

const FLAGS: usize = 6;
const UP_MTU: usize = 12;
const DOWN_MTU: usize = 14;
const BEGIN_LEN: u32 = 16;
const CORRELATION_LEN: u32 = 32;
const EXTENSION_LEN: u32 = 4;

const SYN: u32 = 1;
const ACK: u32 = 4;
const DATA_OR_FEC: u32 = 0x18;
const HAS_CORRELATION: u32 = 0x800;
const HAS_EXTENSION: u32 = 0x1000;

const NOTHING_RECEIVED: u32 = 0xffffffff;
const MIN_MTU: u32 = 1132;
const MAX_MTU: u32 = 1232;

const HAS_VERSION: u32 = 1;
const VERSION_3: u32 = 0x101;

/** A client's first packet: it has received nothing, and both sizes are such as RDP allows. */
export function isSyn(at: usize, length: u32): bool {
	if (length < BEGIN_LEN || load<u32>(at) != NOTHING_RECEIVED) return false;
	if ((be16(at + FLAGS) & (SYN | ACK | DATA_OR_FEC)) != SYN) return false;
	return isMtu(be16(at + UP_MTU)) && isMtu(be16(at + DOWN_MTU));
}

function isMtu(size: u32): bool {
	return size >= MIN_MTU && size <= MAX_MTU;
}

/** The server's answer to it, by which version 3 begins. */
export function agreesOnVersion3(at: usize, length: u32): bool {
	if (length < BEGIN_LEN) return false;
	const flags = be16(at + FLAGS);
	const expected = SYN | ACK | HAS_EXTENSION;
	if ((flags & expected) != expected) return false;
	const extension = BEGIN_LEN + ((flags & HAS_CORRELATION) != 0 ? CORRELATION_LEN : 0);
	if (extension + EXTENSION_LEN > length || (be16(at + extension) & HAS_VERSION) == 0) return false;
	return be16(at + extension + 2) == VERSION_3;
}

// What may stand in front of the data, in this order.
const HAS_ACK: u32 = 0x001;
const HAS_OVERHEAD: u32 = 0x040;
const HAS_DELAY: u32 = 0x100;
const HAS_ACK_OF_ACKS: u32 = 0x010;
const HAS_DATA: u32 = 0x004;
const HAS_ACK_VECTOR: u32 = 0x008;

const HEADER_LEN: u32 = 3;
const ACK_LEN: u32 = 7;
const VECTOR_LEN: u32 = 3;
const VECTOR_TIME_LEN: u32 = 4;
const VECTOR_HAS_TIME: u32 = 0x80;
/** Of the data: its own number, and that of the channel behind the acknowledgments. */
const NUMBER_LEN: u32 = 2;

/** The type of a packet of version 3 that carries data, in its first byte. */
const TYPE: u32 = 0x1e;

const PREFIX: usize = 7;

/** Puts the first byte of a packet of version 3 in its place, which it changes with the eighth on the wire; or back. */
export function turnPrefix(at: usize): void {
	const first = load<u8>(at);
	store<u8>(at, load<u8>(at, PREFIX));
	store<u8>(at, first, PREFIX);
}

/** Where the data of a packet of version 3 begins, whose prefix is in its place; 0: it has none. */
export function data(at: usize, length: u32): u32 {
	const flags = <u32>load<u16>(at, 1);
	if ((flags & HAS_DATA) == 0 || (load<u8>(at) & TYPE) != 0) return 0;
	let offset = HEADER_LEN;
	if ((flags & HAS_ACK) != 0) {
		if (offset + ACK_LEN > length) return 0;
		offset += ACK_LEN + (load<u8>(at + offset + ACK_LEN - 1) & 15);
	}
	if ((flags & HAS_OVERHEAD) != 0) offset += 1;
	if ((flags & HAS_DELAY) != 0) offset += 3;
	if ((flags & HAS_ACK_OF_ACKS) != 0) offset += 2;
	offset += NUMBER_LEN;
	if ((flags & HAS_ACK_VECTOR) != 0) {
		if (offset + VECTOR_LEN > length) return 0;
		const size = <u32>load<u8>(at + offset + VECTOR_LEN - 1);
		offset += VECTOR_LEN + (size & ~VECTOR_HAS_TIME);
		if ((size & VECTOR_HAS_TIME) != 0) offset += VECTOR_TIME_LEN;
	}
	offset += NUMBER_LEN;
	return offset < length ? offset : 0;
}
