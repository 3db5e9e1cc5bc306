// VLAN tags, IEEE 802.1Q; several in a row are 802.1ad (QinQ).
import { STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be16 } from '../memory/bytes';

const INNER_TYPE: usize = 2;
export const HEADER_LEN: u32 = 4;

/** 0x8100 customer, 0x88a8 service; 0x9100 and 0x9200 are what QinQ was before its standard. */
export function isTag(type: u32): bool {
	return type == 0x8100 || type == 0x88a8 || type == 0x9100 || type == 0x9200;
}

export function check(length: u32): i32 {
	return length < HEADER_LEN ? STOP_TRUNCATED : STOP_NONE;
}

export function type(at: usize): u32 {
	return be16(at + INNER_TYPE);
}
