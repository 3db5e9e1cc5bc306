// From an EtherType to the transport layer. Each `from` says whether an IP header could be read.
import * as layout from '../layout';
import * as frame from '../frame';
import * as key from '../flow/key';
import * as etherType from '../wire/etherType';
import * as ipv4 from '../wire/ipv4';
import * as ipv6 from '../wire/ipv6';
import * as llc from '../wire/llc';
import * as vlan from '../wire/vlan';
import { fromTransport, withoutPorts } from './transport';

export function fromEtherType(type: u32, at: usize, length: u32): bool {
	while (vlan.isTag(type)) {
		if (vlan.check(length) != layout.STOP_NONE) return false;
		type = vlan.type(at);
		at += vlan.HEADER_LEN;
		length -= vlan.HEADER_LEN;
	}
	if (type == etherType.IPV4 || type == etherType.IPV6) return fromIp(at, length);
	if (type > llc.MAX_LENGTH || llc.check(at, length) != layout.STOP_NONE) return false;
	return fromEtherType(llc.type(at), at + llc.HEADER_LEN, length - llc.HEADER_LEN);
}

/** The version inside the packet counts, not what the layer below says. */
export function fromIp(at: usize, length: u32): bool {
	if (length == 0 || !frame.descend()) return false;
	return ipv4.version(at) == 6 ? fromIpv6(at, length) : fromIpv4(at, length);
}

function fromIpv4(at: usize, length: u32): bool {
	if (ipv4.check(at, length) != layout.STOP_NONE) return false;
	key.setIpv4(ipv4.source(at), ipv4.destination(at));
	const header = ipv4.headerLength(at);
	const left = ipv4.end(at, length) - header;
	const wire = ipv4.wireLength(at, length) - header;
	if (ipv4.isLaterFragment(at)) withoutPorts(ipv4.protocol(at));
	else fromTransport(ipv4.protocol(at), at + header, left, wire);
	return true;
}

function fromIpv6(at: usize, length: u32): bool {
	if (ipv6.check(at, length) != layout.STOP_NONE) return false;
	key.setIpv6(at + ipv6.SOURCE, at + ipv6.DESTINATION);
	const end = ipv6.end(at, length);
	const wire = ipv6.wireLength(at, length);
	const whole = ipv6.skipExtensions(at, end) == layout.STOP_NONE;
	if (!whole || ipv6.isLaterFragment) withoutPorts(ipv6.protocol);
	else fromTransport(ipv6.protocol, at + ipv6.offset, end - ipv6.offset, wire - ipv6.offset);
	return true;
}
