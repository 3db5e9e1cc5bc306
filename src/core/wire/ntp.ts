// NTP, RFC 5905 7.3 and RFC 9327: told by port and header together, for the header alone is too little.

export const PORT: u32 = 123;
const HEADER_LEN: u32 = 48;
const CONTROL_HEADER_LEN: u32 = 12;
const PRIVATE_HEADER_LEN: u32 = 8;
const CONTROL: u32 = 6;
const PRIVATE: u32 = 7;

export function matches(at: usize, length: u32): bool {
	const first = <u32>load<u8>(at);
	const version = (first >> 3) & 7;
	const mode = first & 7;
	if (version == 0 || version > 4 || mode == 0) return false;
	if (mode == PRIVATE) return length >= PRIVATE_HEADER_LEN;
	return length >= (mode == CONTROL ? CONTROL_HEADER_LEN : HEADER_LEN);
}
