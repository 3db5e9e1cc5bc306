// From what the capture says its packets begin with to the network layer, and whatever stands inside of that.
import * as layout from '../layout';
import * as linkType from '../wire/linkType';
import * as loopback from '../wire/loopback';
import { fromSll, fromSll2 } from './cooked';
import { fromEthernet } from './ethernet';
import { fromEtherType, fromIp } from './network';
import * as next from './next';
import { fromCHdlc, fromFrameRelay, fromHdlc, fromPppoe, fromPppWithDirection } from './ppp';
import * as stop from './stop';
import { fromEnc, fromNflog, fromPflog, fromPktap } from './tapped';
import * as wlan from './wlan';

/** Says whether an IP header could be read. */
export function fromLink(link: u32, at: usize, length: u32): bool {
	next.begin();
	let read = fromCommon(link, at, length);
	while (next.take()) {
		if (fromCommon(next.kind, next.at, next.length)) read = true;
	}
	return read;
}

function fromCommon(link: u32, at: usize, length: u32): bool {
	switch (link) {
		case linkType.ETHERNET:
			return fromEthernet(at, length);
		case linkType.SLL:
			return fromSll(at, length);
		case linkType.SLL2:
			return fromSll2(at, length);
		case linkType.RAW:
		case linkType.RAW_BSD:
		case linkType.RAW_OPENBSD:
		case linkType.IPV4:
		case linkType.IPV6:
			return fromIp(at, length);
		case linkType.NULL:
		case linkType.LOOP:
			return fromLoopback(at, length);
		default:
			return (link & next.ETHER_TYPE) != 0
				? fromEtherType(link & 0xffff, at, length)
				: fromRadio(link, at, length);
	}
}

function fromRadio(link: u32, at: usize, length: u32): bool {
	switch (link) {
		case linkType.IEEE80211:
			return wlan.fromFrame(at, length, wlan.PLAIN);
		case next.IEEE80211_SWAPPED:
			return wlan.fromFrame(at, length, wlan.SWAPPED);
		case linkType.RADIOTAP:
			return wlan.fromRadiotap(at, length);
		case linkType.PRISM:
		case linkType.AVS:
			return wlan.fromPrism(at, length);
		default:
			return fromPointToPoint(link, at, length);
	}
}

function fromPointToPoint(link: u32, at: usize, length: u32): bool {
	switch (link) {
		case linkType.PPP:
		case linkType.PPP_HDLC:
			return fromHdlc(at, length);
		case linkType.PPP_PPPD:
		case linkType.PPP_WITH_DIRECTION:
			return fromPppWithDirection(at, length);
		case linkType.PPPOE:
			return fromPppoe(at, length);
		case linkType.C_HDLC:
			return fromCHdlc(at, length);
		case linkType.FRAME_RELAY:
			return fromFrameRelay(at, length);
		default:
			return fromTap(link, at, length);
	}
}

/** The rest, USB and Bluetooth among it, is named by its number (STATUS_LINKS) but not decoded. */
function fromTap(link: u32, at: usize, length: u32): bool {
	switch (link) {
		case linkType.NFLOG:
			return fromNflog(at, length);
		case linkType.PFLOG:
			return fromPflog(at, length);
		case linkType.ENC:
			return fromEnc(at, length);
		case linkType.PKTAP:
			return fromPktap(at, length);
		default:
			return stop.atLink(layout.STOP_UNSUPPORTED);
	}
}

function fromLoopback(at: usize, length: u32): bool {
	const reason = loopback.check(length);
	if (reason != layout.STOP_NONE) return stop.atLink(reason);
	return fromEtherType(loopback.type(at), at + loopback.HEADER_LEN, length - loopback.HEADER_LEN);
}
