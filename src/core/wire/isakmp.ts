// IKE: RFC 2408 3.1 (ISAKMP), RFC 7296 3.1; in UDP encapsulation RFC 3948.
import { be32 } from '../memory/bytes';
import { fills } from './claimed';

const VERSION: usize = 17;
const EXCHANGE: usize = 18;
const FLAGS: usize = 19;
const LENGTH: usize = 24;
const HEADER_LEN: u32 = 28;
const MARKER_LEN: u32 = 4;
export const NAT_PORT: u32 = 4500;

export function matches(at: usize, length: u32): bool {
	if (length < HEADER_LEN || !fills(be32(at + LENGTH), length)) return false;
	if (load<u64>(at) == 0) return false;
	const version = load<u8>(at, VERSION);
	const flags = load<u8>(at, FLAGS);
	const exchange = <u32>load<u8>(at, EXCHANGE);
	if (version == 0x10) return (flags & 0xf8) == 0 && isFirstVersion(exchange);
	return version == 0x20 && (flags & 0xc7) == 0 && exchange >= 34 && exchange <= 44;
}

function isFirstVersion(exchange: u32): bool {
	return (exchange >= 1 && exchange <= 6) || (exchange >= 32 && exchange <= 34);
}

/** Behind the four zero bytes that tell it from ESP on port 4500. */
export function matchesMarked(at: usize, length: u32): bool {
	if (length < MARKER_LEN || load<u32>(at) != 0) return false;
	return matches(at + MARKER_LEN, length - MARKER_LEN);
}
