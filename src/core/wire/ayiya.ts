// AYIYA, draft-massar-v6ops-ayiya 3: IPv6 in UDP with an identity and a signature.
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED } from '../layout';

const IDENTITY: usize = 0;
const SIGNATURE: usize = 1;
const OPERATION: usize = 2;
const NEXT: usize = 3;
const FIXED: u32 = 8;
const FORWARD: u32 = 1;
const IPV4: u32 = 4;
const IPV6: u32 = 41;
const LAST_OPERATION: u32 = 7;

export function check(at: usize, length: u32): i32 {
	if (length < FIXED) return STOP_TRUNCATED;
	if (operation(at) > LAST_OPERATION) return STOP_MALFORMED;
	return headerLength(at) > length ? STOP_TRUNCATED : STOP_NONE;
}

/** The identity's length is a power of two, that of the signature counts words of four bytes. */
export function headerLength(at: usize): u32 {
	const power = (<u32>load<u8>(at + IDENTITY)) >> 4;
	const identity: u32 = 1 << power;
	return FIXED + identity + (((<u32>load<u8>(at + SIGNATURE)) >> 4) << 2);
}

function operation(at: usize): u32 {
	return load<u8>(at + OPERATION) & 15;
}

/** Other messages keep the tunnel alive. */
export function isPacket(at: usize): bool {
	return operation(at) == FORWARD;
}

/** By its IANA protocol number. */
export function isIp(at: usize): bool {
	const protocol = load<u8>(at + NEXT);
	return protocol == IPV6 || protocol == IPV4;
}
