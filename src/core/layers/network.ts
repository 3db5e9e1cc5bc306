// From an EtherType to the transport layer. Each `from` says whether an IP header could be read.
import * as layout from '../layout';
import * as frame from '../frame';
import * as key from '../flow/key';
import * as etherType from '../wire/etherType';
import * as ipv4 from '../wire/ipv4';
import * as ipv6 from '../wire/ipv6';
import * as llc from '../wire/llc';
import * as vlan from '../wire/vlan';
import { min } from '../memory/bytes';
import { carried } from './carrier';
import { fromEncapsulation } from './encapsulation';
import * as fragment from './fragment';
import * as next from './next';
import * as stop from './stop';
import { fromTransport, withoutPorts } from './transport';

export function fromEtherType(type: u32, at: usize, length: u32): bool {
	while (vlan.isTag(type)) {
		const reason = vlan.check(length);
		if (reason != layout.STOP_NONE) return stop.atLink(reason);
		type = vlan.type(at);
		at += vlan.HEADER_LEN;
		length -= vlan.HEADER_LEN;
	}
	if (type == etherType.IPV4 || type == etherType.IPV6) return fromIp(at, length);
	return type > llc.MAX_LENGTH ? fromEncapsulation(type, at, length) : fromLlc(at, length);
}

/** Frames that say otherwise what they hold are whole, only not IP. */
export function fromLlc(at: usize, length: u32): bool {
	if (length == 0) return false;
	const reason = llc.check(at, length);
	if (reason == layout.STOP_TRUNCATED && frame.cut) return stop.atLink(reason);
	if (reason != layout.STOP_NONE) return false;
	const type = llc.type(at);
	const inside = at + llc.HEADER_LEN;
	const left = length - llc.HEADER_LEN;
	if (type == etherType.IPV4 || type == etherType.IPV6) return fromIp(inside, left);
	if (type > llc.MAX_LENGTH) next.add(next.ETHER_TYPE | type, inside, left);
	return false;
}

/** The version inside the packet counts, not what the layer below says. */
export function fromIp(at: usize, length: u32): bool {
	if (length == 0) return stop.atNetwork(layout.STOP_TRUNCATED);
	if (!frame.descend()) return stop.atNetwork(layout.STOP_UNSUPPORTED);
	const before = frame.flow;
	const reason = ipv4.version(at) == 6 ? fromIpv6(at, length) : fromIpv4(at, length);
	if (reason != layout.STOP_NONE) return stop.atNetwork(reason);
	if (next.outer != 0) carried(next.outer, before);
	return true;
}

/** More than any packet was cut by. */
const MAX_MISSING: u32 = 0x01000000;

/** Bytes there were on the wire where `length` were captured: an IP header may say nothing, or more than was sent. */
function onWire(length: u32): u32 {
	return length + min(frame.missing, MAX_MISSING);
}

function fromIpv4(at: usize, length: u32): i32 {
	const reason = ipv4.check(at, length);
	if (reason != layout.STOP_NONE) return reason;
	key.setIpv4(ipv4.source(at), ipv4.destination(at));
	const header = ipv4.headerLength(at);
	const left = ipv4.end(at, length) - header;
	const wire = ipv4.wireLength(at, onWire(length)) - header;
	if (ipv4.isFragment(at)) {
		fragment.place(ipv4.id(at), ipv4.fragmentOffset(at), ipv4.hasMore(at));
		fragment.fromFragment(ipv4.protocol(at), at + header, left, wire);
	} else fromTransport(ipv4.protocol(at), at + header, left, min(wire, onWire(length) - header));
	return layout.STOP_NONE;
}

function fromIpv6(at: usize, length: u32): i32 {
	const reason = ipv6.check(at, length);
	if (reason != layout.STOP_NONE) return reason;
	key.setIpv6(at + ipv6.SOURCE, at + ipv6.DESTINATION);
	const end = ipv6.end(at, length);
	const cut = ipv6.skipExtensions(at, end);
	if (cut != layout.STOP_NONE) {
		stop.atNetwork(cut);
		withoutPorts(ipv6.protocol);
		return layout.STOP_NONE;
	}
	const left = end - ipv6.offset;
	const wire = ipv6.wireLength(at, onWire(length)) - ipv6.offset;
	if (ipv6.fragment != 0) {
		const header = at + ipv6.fragment - 1;
		fragment.place(ipv6.id(header), ipv6.fragmentOffset(header), ipv6.hasMore(header));
		fragment.fromFragment(ipv6.protocol, at + ipv6.offset, left, wire);
	} else
		fromTransport(ipv6.protocol, at + ipv6.offset, left, min(wire, onWire(length) - ipv6.offset));
	return layout.STOP_NONE;
}
