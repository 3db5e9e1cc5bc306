// WireGuard: https://www.wireguard.com/protocol/. Numbers are little-endian.

export const DATA: u32 = 4;
const RECEIVER: usize = 4;
const COUNTER: usize = 8;
const INITIATION_LEN: u32 = 148;
const RESPONSE_LEN: u32 = 92;
const COOKIE_LEN: u32 = 64;
const MIN_DATA_LEN: u32 = 32;

/** The type of a message with type, reserved bytes and length as they must be; 0 for none. */
export function type(at: usize, length: u32): u32 {
	if (length < MIN_DATA_LEN) return 0;
	const type = load<u32>(at);
	if (type == 1) return length == INITIATION_LEN ? type : 0;
	if (type == 2) return length == RESPONSE_LEN ? type : 0;
	if (type == 3) return length == COOKIE_LEN ? type : 0;
	return type == DATA && (length & 15) == 0 ? type : 0;
}

/** Of data: whose key it is for. */
export function receiver(at: usize): u32 {
	return load<u32>(at, RECEIVER);
}

/** Of data: the lower half of the packet counter. */
export function counter(at: usize): u32 {
	return load<u32>(at, COUNTER);
}
