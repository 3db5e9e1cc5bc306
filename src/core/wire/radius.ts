// RADIUS, RFC 2865 3, RFC 2866, RFC 5176: to be believed on its ports, where the attributes end with the packet.
import { be16 } from '../memory/bytes';
import * as frame from '../frame';

const LENGTH: usize = 2;
const HEADER_LEN: u32 = 20;
const LAST_CODE: u32 = 51;

export function isPort(port: u32): bool {
	return (port >= 1812 && port <= 1813) || (port >= 1645 && port <= 1646) || port == 3799;
}

export function matches(at: usize, length: u32): bool {
	const code = <u32>load<u8>(at);
	if (length < HEADER_LEN || code == 0 || code > LAST_CODE) return false;
	const claimed = be16(at + LENGTH);
	// Bytes behind the length are padding.
	if (claimed < HEADER_LEN || (claimed > length && !frame.cut)) return false;
	let offset = HEADER_LEN;
	while (offset + 2 <= claimed && offset + 2 <= length) {
		const size = <u32>load<u8>(at + offset + 1);
		if (size < 2) return false;
		offset += size;
	}
	return offset == claimed || (frame.cut && offset + 2 > length);
}
