// DHCP, RFC 2131: BOOTP with the magic cookie of its options.
import { be32 } from '../memory/bytes';

const OP: usize = 0;
const HARDWARE_LENGTH: usize = 2;
const COOKIE: usize = 236;
const MAGIC: u32 = 0x63825363;
const MIN_LENGTH: u32 = 240;

export function matches(at: usize, length: u32): bool {
	if (length < MIN_LENGTH || load<u8>(at, OP) - 1 > 1) return false;
	return load<u8>(at, HARDWARE_LENGTH) <= 16 && be32(at + COOKIE) == MAGIC;
}
