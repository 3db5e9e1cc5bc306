// Packets as firewalls and other taps of a system hand them out.
import * as layout from '../layout';
import * as frame from '../frame';
import * as bsdLog from '../wire/bsdLog';
import * as linkType from '../wire/linkType';
import * as nflog from '../wire/nflog';
import * as pktap from '../wire/pktap';
import { fromEtherType, fromIp } from './network';
import * as nics from '../capture/nics';
import * as next from './next';
import * as stop from './stop';

const FAMILY_IPV4: u32 = 2;
const FAMILY_IPV6: u32 = 10;

/** Android logs with it what its firewall sees, with the uid of the socket that sent. */
export function fromNflog(at: usize, length: u32): bool {
	const reason = nflog.check(at, length);
	if (reason != layout.STOP_NONE) return stop.atLink(reason);
	if (nflog.hasUid) frame.setUid(nflog.uid);
	if (nflog.hook == nflog.HOOK_LOCAL_OUT) frame.setSide(frame.SIDE_SENDER);
	if (nflog.hook == nflog.HOOK_LOCAL_IN) frame.setSide(frame.SIDE_RECEIVER);
	const index = nflog.outside != 0 ? nflog.outside : nflog.inside;
	if (index != 0) frame.setInterface(nics.ofIndex(index, linkType.NFLOG));
	const payload = at + nflog.payload;
	if (nflog.type != 0) return fromEtherType(nflog.type, payload, nflog.payloadLength);
	const family = nflog.family(at);
	if (family == FAMILY_IPV4 || family == FAMILY_IPV6) return fromIp(payload, nflog.payloadLength);
	return false;
}

export function fromPflog(at: usize, length: u32): bool {
	const reason = bsdLog.checkPflog(at, length);
	if (reason != layout.STOP_NONE) return stop.atLink(reason);
	const header = bsdLog.pflogLength(at);
	return fromIp(at + header, length - header);
}

export function fromEnc(at: usize, length: u32): bool {
	const reason = bsdLog.checkEnc(length);
	if (reason != layout.STOP_NONE) return stop.atLink(reason);
	return fromIp(at + bsdLog.ENC_HEADER, length - bsdLog.ENC_HEADER);
}

export function fromPktap(at: usize, length: u32): bool {
	const reason = pktap.check(at, length);
	if (reason != layout.STOP_NONE) return stop.atLink(reason);
	const header = pktap.headerLength(at);
	next.add(pktap.link(at) & 0xffff, at + header, length - header);
	return false;
}
