// Packets inside IP packets. The carrier is counted in its own flow, which is told what it is.
import * as layout from '../layout';
import * as frame from '../frame';
import * as flows from '../flow/flows';
import * as etherType from '../wire/etherType';
import * as gre from '../wire/gre';
import * as linkType from '../wire/linkType';
import * as next from './next';

// IANA protocol numbers
const IPV4: u32 = 4;
const IPV6: u32 = 41;
const GRE: u32 = 47;
const ETHER_IP: u32 = 97;
const MPLS: u32 = 137;

/** EtherIP, RFC 3378 2: version 3, and bits that are none. */
const ETHER_IP_HEADER: u32 = 2;

/** The packet of a protocol other than TCP, UDP and ICMP, counted in `flow` (0: there was no room). */
export function fromProtocol(flow: usize, protocol: u32, at: usize, length: u32): void {
	if (length == 0) return;
	if (protocol == IPV4 || protocol == IPV6) {
		name(flow, layout.SERVICE_IP_IN_IP);
		open(flow, linkType.RAW, at, length);
	} else if (protocol == GRE) fromGre(flow, at, length);
	else if (protocol == MPLS) open(flow, next.ETHER_TYPE | etherType.MPLS, at, length);
	else if (protocol == ETHER_IP && length > ETHER_IP_HEADER)
		open(flow, linkType.ETHERNET, at + ETHER_IP_HEADER, length - ETHER_IP_HEADER);
}

export function fromGre(flow: usize, at: usize, length: u32): void {
	const reason = gre.check(at, length);
	if (reason != layout.STOP_NONE) return frame.stopAt(reason, layout.LAYER_TUNNEL);
	name(flow, layout.SERVICE_GRE);
	const type = gre.type(at);
	let header = gre.headerLength(at);
	const isMirror = type == gre.ERSPAN || type == gre.ERSPAN_3;
	if (isMirror) header += gre.erspanLength(at, length);
	if (header > length) return frame.stopAt(layout.STOP_TRUNCATED, layout.LAYER_TUNNEL);
	if (header == length) return;
	const kind = isMirror ? linkType.ETHERNET : next.ETHER_TYPE | type;
	open(flow, kind, at + header, length - header);
}

/** What the carrier's flow speaks. */
export function name(flow: usize, service: u32): void {
	if (flow != 0) flows.setService(flow, service);
}

/** Leaves what is inside to be read, as carried by `flow`. */
export function open(flow: usize, kind: u32, at: usize, length: u32): void {
	next.addInside(kind, at, length, flow == 0 ? 0 : frame.flow);
}
