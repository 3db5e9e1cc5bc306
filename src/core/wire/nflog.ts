// Linux's firewall log, tcpdump.org LINKTYPE_NFLOG (239): fields of linux/netfilter/nfnetlink_log.h around a packet.
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be16, be32 } from '../memory/bytes';

const FAMILY: usize = 0;
const HEADER_LEN: u32 = 4;
const FIELD_HEADER: u32 = 4;

const PACKET_HEADER: u32 = 1;
const IFINDEX_IN: u32 = 4;
const IFINDEX_OUT: u32 = 5;
const PAYLOAD: u32 = 9;
const UID: u32 = 11;

/** linux/netfilter.h: where in the stack the packet was logged. */
export const HOOK_LOCAL_IN: u32 = 1;
export const HOOK_LOCAL_OUT: u32 = 3;
export const HOOK_UNKNOWN: u32 = 0xff;

/** What `check` found; lengths and indices are 0, and the uid's flag false, where there was none. */
export let payload: u32 = 0;
export let payloadLength: u32 = 0;
export let hook: u32 = 0;
export let inside: u32 = 0;
export let outside: u32 = 0;
export let hasUid: bool = false;
export let uid: u32 = 0;
/** EtherType; 0 where only the address family says what follows. */
export let type: u32 = 0;

export function family(at: usize): u32 {
	return load<u8>(at + FAMILY);
}

/** Reads the fields. A payload that is cut is taken as far as it is there. */
export function check(at: usize, length: u32): i32 {
	forget();
	if (length < HEADER_LEN) return STOP_TRUNCATED;
	let offset = HEADER_LEN;
	while (offset + FIELD_HEADER <= length) {
		const swapped = isSwapped(at + offset);
		const size = u16At(at + offset, swapped);
		if (size < FIELD_HEADER) return STOP_MALFORMED;
		const left = length - offset - FIELD_HEADER;
		const value = size - FIELD_HEADER;
		const kind = u16At(at + offset + 2, swapped) & 0x7fff;
		if (kind == PAYLOAD) setPayload(offset + FIELD_HEADER, value < left ? value : left);
		else if (value == 4 && left >= 4) setNumber(kind, at + offset + FIELD_HEADER);
		offset += (size + 3) & ~3;
	}
	return payload == 0 ? STOP_TRUNCATED : STOP_NONE;
}

function forget(): void {
	payload = 0;
	payloadLength = 0;
	hook = HOOK_UNKNOWN;
	inside = 0;
	outside = 0;
	hasUid = false;
	type = 0;
}

/** Lengths and kinds are small numbers in the byte order of the machine that captured. */
function isSwapped(field: usize): bool {
	return (load<u8>(field + 2) & 0x7f) == 0 && load<u8>(field + 3) != 0;
}

function u16At(at: usize, swapped: bool): u32 {
	return swapped ? be16(at) : load<u16>(at);
}

function setPayload(offset: u32, length: u32): void {
	payload = offset;
	payloadLength = length;
}

/** Values stand in network order. */
function setNumber(kind: u32, at: usize): void {
	if (kind == PACKET_HEADER) {
		type = be16(at);
		hook = load<u8>(at + 2);
	} else if (kind == UID) {
		hasUid = true;
		uid = be32(at);
	} else if (kind == IFINDEX_IN) inside = be32(at);
	else if (kind == IFINDEX_OUT) outside = be32(at);
}
