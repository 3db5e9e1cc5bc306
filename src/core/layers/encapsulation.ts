// What may stand between a link and IP: each header is passed over, and what it carries is read next.
// An EtherType that is not known is no stop: the packet is whole, only not IP.
import * as layout from '../layout';
import * as etherType from '../wire/etherType';
import * as linkType from '../wire/linkType';
import * as ipv4 from '../wire/ipv4';
import * as macsec from '../wire/macsec';
import * as mpls from '../wire/mpls';
import * as nsh from '../wire/nsh';
import * as providerBridge from '../wire/providerBridge';
import * as next from './next';
import * as stop from './stop';

/** Nothing of it is read here, so no IP header was. */
export function fromEncapsulation(type: u32, at: usize, length: u32): bool {
	switch (type) {
		case etherType.PPPOE_SESSION:
			next.add(linkType.PPPOE, at, length);
			return false;
		case etherType.PPP:
			next.add(linkType.PPP, at, length);
			return false;
		case etherType.ETHERNET:
			next.add(linkType.ETHERNET, at, length);
			return false;
		case etherType.MPLS:
		case etherType.MPLS_UPSTREAM:
			return fromMpls(at, length);
		case etherType.MACSEC:
			return fromMacsec(at, length);
		case etherType.NSH:
			return fromNsh(at, length);
		case etherType.PROVIDER_BRIDGE:
			return fromProviderBridge(at, length);
		default:
			return false;
	}
}

/** Only guesses are possible below the labels: IP, or an Ethernet pseudowire with or without a control word. */
function fromMpls(at: usize, length: u32): bool {
	const reason = mpls.check(at, length);
	if (reason != layout.STOP_NONE) return stop.atLink(reason);
	const below = at + mpls.stackLength;
	const left = length - mpls.stackLength;
	const first = ipv4.version(below);
	if (first == 4 || first == 6) next.add(linkType.RAW, below, left);
	if (first != 0) return false;
	if (mpls.isPlainEthernet(below, left)) next.add(linkType.ETHERNET, below, left);
	else if (left >= mpls.CONTROL_WORD)
		next.add(linkType.ETHERNET, below + mpls.CONTROL_WORD, left - mpls.CONTROL_WORD);
	return false;
}

function fromMacsec(at: usize, length: u32): bool {
	const reason = macsec.check(at, length);
	if (reason != layout.STOP_NONE) return stop.atLink(reason);
	if (macsec.isHidden(at)) return stop.atLink(layout.STOP_UNSUPPORTED);
	const header = macsec.headerLength(at);
	next.add(next.ETHER_TYPE | macsec.type(at), at + header, macsec.payload(at, length));
	return false;
}

function fromNsh(at: usize, length: u32): bool {
	const reason = nsh.check(at, length);
	if (reason != layout.STOP_NONE) return stop.atLink(reason);
	const header = nsh.headerLength(at);
	next.add(next.ETHER_TYPE | nsh.type(at), at + header, length - header);
	return false;
}

function fromProviderBridge(at: usize, length: u32): bool {
	const reason = providerBridge.check(length);
	if (reason != layout.STOP_NONE) return stop.atLink(reason);
	const header = providerBridge.HEADER_LEN;
	next.add(linkType.ETHERNET, at + header, length - header);
	return false;
}
