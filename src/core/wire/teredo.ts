// Teredo, RFC 4380 5.1.1: IPv6 in UDP, behind indications of authentication and origin.
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be16 } from '../memory/bytes';

const AUTHENTICATION: u32 = 1;
const ORIGIN: u32 = 0;
const AUTHENTICATION_MIN: u32 = 13;
const ORIGIN_LEN: u32 = 8;
const IPV6_HEADER: u32 = 40;

/** Where the IPv6 packet begins, by `check`. */
export let offset: u32 = 0;

export function check(at: usize, length: u32): i32 {
	offset = 0;
	if (length >= 4 && be16(at) == AUTHENTICATION)
		offset = AUTHENTICATION_MIN + load<u8>(at + 2) + load<u8>(at + 3);
	if (offset + 2 <= length && be16(at + offset) == ORIGIN) offset += ORIGIN_LEN;
	if (offset + IPV6_HEADER > length) return STOP_TRUNCATED;
	return load<u8>(at + offset) >> 4 == 6 ? STOP_NONE : STOP_MALFORMED;
}
