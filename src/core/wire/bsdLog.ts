// What BSD's filters write in front of IP: LINKTYPE_PFLOG (117, net/if_pflog.h) and LINKTYPE_ENC (109, IPsec).
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED } from '../layout';

const PFLOG_MIN: u32 = 48;
export const ENC_HEADER: u32 = 12;

export function checkPflog(at: usize, length: u32): i32 {
	if (length == 0) return STOP_TRUNCATED;
	if (load<u8>(at) < PFLOG_MIN - 4) return STOP_MALFORMED;
	return pflogLength(at) > length ? STOP_TRUNCATED : STOP_NONE;
}

/** Its own length leaves out what fills it up to a multiple of four. */
export function pflogLength(at: usize): u32 {
	return (<u32>load<u8>(at) + 3) & ~3;
}

export function checkEnc(length: u32): i32 {
	return length < ENC_HEADER ? STOP_TRUNCATED : STOP_NONE;
}
