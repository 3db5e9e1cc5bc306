// CoAP, RFC 7252 3: to be believed on its port, where options and payload end with the message.

export const PORT: u32 = 5683;
const HEADER_LEN: u32 = 4;
const PAYLOAD: u32 = 0xff;
const LONGEST_TOKEN: u32 = 8;

export function matches(at: usize, length: u32): bool {
	if (length < HEADER_LEN || (load<u8>(at) & 0xc0) != 0x40) return false;
	const token = (<u32>load<u8>(at)) & 15;
	const code = <u32>load<u8>(at + 1);
	if (token > LONGEST_TOKEN || (code & 0x1f) > 31 || code >> 5 > 5) return false;
	if (code == 0) return length == HEADER_LEN;
	return optionsEnd(at, length, HEADER_LEN + token);
}

function optionsEnd(at: usize, length: u32, offset: u32): bool {
	while (offset < length) {
		const first = <u32>load<u8>(at + offset);
		if (first == PAYLOAD) return offset + 1 < length;
		const delta = first >> 4;
		const size = first & 15;
		if (delta == 15 || size == 15) return false;
		const value = offset + 1 + extended(delta);
		const behind = value + extended(size);
		if (behind > length) return false;
		offset = behind + valueLength(at + value, size);
	}
	return offset == length;
}

/** How many bytes more a delta or length has. */
function extended(nibble: u32): u32 {
	return nibble < 13 ? 0 : nibble - 12;
}

function valueLength(at: usize, nibble: u32): u32 {
	if (nibble < 13) return nibble;
	if (nibble == 13) return 13 + <u32>load<u8>(at);
	return 269 + (((<u32>load<u8>(at)) << 8) | load<u8>(at + 1));
}
