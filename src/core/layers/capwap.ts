// CAPWAP data: frames between an access point and its controller, inside UDP.
import * as layout from '../layout';
import * as capwap from '../wire/capwap';
import * as linkType from '../wire/linkType';
import * as next from './next';
import * as stop from './stop';
import { name, open } from './tunnel';

/** A datagram counted in `flow` (0: there was no room). Says whether it was CAPWAP, in clear. */
export function fromCapwap(flow: usize, at: usize, length: u32): bool {
	const reason = capwap.check(at, length);
	if (reason == layout.STOP_MALFORMED || reason == layout.STOP_UNSUPPORTED) return false;
	if (reason != layout.STOP_NONE) return stop.atTunnel(reason);
	name(flow, layout.SERVICE_CAPWAP);
	if (capwap.isKeepAlive(at)) return true;
	if (capwap.isFragment(at)) return stop.atTunnel(layout.STOP_UNSUPPORTED);
	const header = capwap.headerLength(at);
	const isNative = capwap.isNative(at);
	if (isNative && !capwap.isIeee80211(at)) return stop.atTunnel(layout.STOP_UNSUPPORTED);
	const kind = isNative ? next.IEEE80211_SWAPPED : linkType.ETHERNET;
	open(flow, kind, at + header, length - header);
	return true;
}
