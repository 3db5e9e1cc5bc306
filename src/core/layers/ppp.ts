// Links from one point to another: PPP in its framings, Cisco HDLC, Frame Relay.
import * as layout from '../layout';
import * as frame from '../frame';
import * as cHdlc from '../wire/cHdlc';
import * as frameRelay from '../wire/frameRelay';
import * as ppp from '../wire/ppp';
import * as pppoe from '../wire/pppoe';
import { fromEtherType } from './network';
import * as stop from './stop';

/** In the framing of HDLC, or without where the first byte says so; or Cisco's instead of PPP. */
export function fromHdlc(at: usize, length: u32): bool {
	if (length > 0 && cHdlc.isAddress(at)) return fromCHdlc(at, length);
	const framing = ppp.framing(at, length);
	return fromPpp(at + framing, length - framing);
}

/** The first byte is 0 for what was received. */
export function fromPppWithDirection(at: usize, length: u32): bool {
	if (length == 0) return stop.atLink(layout.STOP_TRUNCATED);
	frame.setSide(load<u8>(at) == 0 ? frame.SIDE_RECEIVER : frame.SIDE_SENDER);
	return fromHdlc(at + 1, length - 1);
}

export function fromPppoe(at: usize, length: u32): bool {
	const reason = pppoe.check(at, length);
	if (reason != layout.STOP_NONE) return stop.atLink(reason);
	if (!pppoe.isSession(at)) return false;
	return fromPpp(at + pppoe.HEADER_LEN, pppoe.payload(at, length));
}

function fromPpp(at: usize, length: u32): bool {
	const reason = ppp.check(at, length);
	if (reason != layout.STOP_NONE) return stop.atLink(reason);
	if (ppp.isHidden(at)) return stop.atLink(layout.STOP_UNSUPPORTED);
	const header = ppp.protocolLength(at);
	return fromEtherType(ppp.type(at), at + header, length - header);
}

export function fromCHdlc(at: usize, length: u32): bool {
	const reason = cHdlc.check(length);
	if (reason != layout.STOP_NONE) return stop.atLink(reason);
	return fromEtherType(cHdlc.type(at), at + cHdlc.HEADER_LEN, length - cHdlc.HEADER_LEN);
}

export function fromFrameRelay(at: usize, length: u32): bool {
	const reason = frameRelay.check(at, length);
	if (reason != layout.STOP_NONE) return stop.atLink(reason);
	return fromEtherType(frameRelay.type, at + frameRelay.offset, length - frameRelay.offset);
}
