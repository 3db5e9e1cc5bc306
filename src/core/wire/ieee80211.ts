// IEEE 802.11 frames (9.2). Only data frames carry packets. `control` is the frame control field as `control` gives it.
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be16 } from '../memory/bytes';

const SEQUENCE: usize = 22;
const MIN_HEADER: u32 = 24;
const CONTROL_LEN: u32 = 2;

const TYPE_DATA: u32 = 2;
const NO_DATA: u32 = 0x40;
const QOS: u32 = 0x80;
const TO_DS: u32 = 0x0100;
const FROM_DS: u32 = 0x0200;
const MORE_FRAGMENTS: u32 = 0x0400;
const PROTECTED: u32 = 0x4000;
const HT_CONTROL: u32 = 0x8000;
const AGGREGATE: u32 = 0x80;

/** Of a subframe of an aggregate (9.3.2.2): two addresses and a length. */
export const SUBFRAME_HEADER: u32 = 14;

/** The frame control field; `swapped` where its two bytes stand the other way round, as in Cisco's CAPWAP. */
export function control(at: usize, length: u32, swapped: bool): u32 {
	if (length < CONTROL_LEN) return 0;
	return swapped ? be16(at) : load<u16>(at);
}

/** Does the frame carry data, in clear or not? */
export function isData(control: u32): bool {
	return ((control >> 2) & 3) == TYPE_DATA && (control & NO_DATA) == 0;
}

export function check(control: u32, length: u32): i32 {
	if ((control & 3) != 0) return STOP_MALFORMED;
	return headerLength(control) > length ? STOP_TRUNCATED : STOP_NONE;
}

/** Four addresses between access points; QoS and HT control fields where the frame says so. */
export function headerLength(control: u32): u32 {
	let length = MIN_HEADER;
	if ((control & (TO_DS | FROM_DS)) == (TO_DS | FROM_DS)) length += 6;
	if ((control & QOS) == 0) return length;
	return length + ((control & HT_CONTROL) != 0 ? 6 : 2);
}

export function isProtected(control: u32): bool {
	return (control & PROTECTED) != 0;
}

/** A part of a frame: they are not put together here. `swapped` as for `control`: all such fields are. */
export function isFragment(control: u32, at: usize, swapped: bool): bool {
	if ((control & MORE_FRAGMENTS) != 0) return true;
	return (load<u8>(at + SEQUENCE + (swapped ? 1 : 0)) & 15) != 0;
}

/** Does the body hold several frames (A-MSDU)? */
export function isAggregate(control: u32, at: usize): bool {
	if ((control & QOS) == 0) return false;
	const qos = headerLength(control) - ((control & HT_CONTROL) != 0 ? 6 : 2);
	return (load<u8>(at + qos) & AGGREGATE) != 0;
}

/** Bytes behind the header of a subframe. */
export function subframeLength(at: usize): u32 {
	return be16(at + 12);
}
