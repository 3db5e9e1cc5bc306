// 802.11 frames, with or without what a monitor wrote in front of them.
import * as layout from '../layout';
import * as frame from '../frame';
import { min } from '../memory/bytes';
import * as ieee80211 from '../wire/ieee80211';
import * as prism from '../wire/prism';
import * as radiotap from '../wire/radiotap';
import { fromLlc } from './network';
import * as stop from './stop';

/** Forms of a frame. */
export const PLAIN: u32 = 0;
export const SWAPPED: u32 = 1;
export const PADDED: u32 = 2;

const FCS: u32 = 4;

/** Frames that carry no data are whole, only not IP; those that are encrypted or in parts stop here. */
export function fromFrame(at: usize, length: u32, form: u32): bool {
	if (length < 2) return stop.atLink(layout.STOP_TRUNCATED);
	const swapped = (form & SWAPPED) != 0;
	const control = ieee80211.control(at, length, swapped);
	if (!ieee80211.isData(control)) return false;
	const reason = ieee80211.check(control, length);
	if (reason != layout.STOP_NONE) return stop.atLink(reason);
	if (ieee80211.isProtected(control) || ieee80211.isFragment(control, at, swapped))
		return stop.atLink(layout.STOP_UNSUPPORTED);
	let header = ieee80211.headerLength(control);
	if ((form & PADDED) != 0) header = (header + 3) & ~3;
	if (header > length) return stop.atLink(layout.STOP_TRUNCATED);
	if (ieee80211.isAggregate(control, at)) return fromAggregate(at + header, length - header);
	return fromLlc(at + header, length - header);
}

/** The subframes stand beside each other, each filled up to a multiple of four bytes. */
function fromAggregate(at: usize, length: u32): bool {
	const depth = frame.depth;
	let read = false;
	let offset: u32 = 0;
	while (offset + ieee80211.SUBFRAME_HEADER <= length) {
		const size = ieee80211.subframeLength(at + offset);
		const body = offset + ieee80211.SUBFRAME_HEADER;
		frame.ascend(depth);
		if (fromLlc(at + body, min(size, length - body))) read = true;
		offset = (body + size + 3) & ~3;
	}
	return read;
}

export function fromRadiotap(at: usize, length: u32): bool {
	const reason = radiotap.check(at, length);
	if (reason != layout.STOP_NONE) return stop.atLink(reason);
	const header = radiotap.headerLength(at);
	let left = length - header;
	if (radiotap.hasFcs(at) && !frame.cut && left >= FCS) left -= FCS;
	return fromFrame(at + header, left, radiotap.isPadded(at) ? PADDED : PLAIN);
}

export function fromPrism(at: usize, length: u32): bool {
	const reason = prism.check(at, length);
	if (reason != layout.STOP_NONE) return stop.atLink(reason);
	const header = prism.headerLength(at);
	return fromFrame(at + header, length - header, PLAIN);
}
