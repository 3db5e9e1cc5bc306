// One packet's way through the layers: check, take what was read, hand over the rest. What was read before a
// layer could not be read stays: a packet cut inside TCP still counts in its flow, one cut inside IP does not.
import * as layout from './layout';
import * as frame from './frame';
import * as status from './status';
import * as flows from './flow/flows';
import * as key from './flow/key';
import * as tcpState from './flow/tcpState';
import { datagram } from './names/datagram';
import { segment } from './names/segment';
import { packetTypeSide } from './capture/side';
import * as etherType from './wire/etherType';
import * as ethernet from './wire/ethernet';
import * as icmp from './wire/icmp';
import * as ipv4 from './wire/ipv4';
import * as ipv6 from './wire/ipv6';
import * as llc from './wire/llc';
import * as loopback from './wire/loopback';
import * as ports from './wire/ports';
import * as sll from './wire/sll';
import * as sll2 from './wire/sll2';
import * as tcp from './wire/tcp';
import * as udp from './wire/udp';
import * as vlan from './wire/vlan';

// tcpdump.org link types
const LINK_NULL: u32 = 0;
const LINK_ETHERNET: u32 = 1;
const LINK_RAW_BSD: u32 = 12;
const LINK_RAW_OPENBSD: u32 = 14;
const LINK_RAW: u32 = 101;
const LINK_LOOP: u32 = 108;
const LINK_SLL: u32 = 113;
const LINK_IPV4: u32 = 228;
const LINK_IPV6: u32 = 229;
const LINK_SLL2: u32 = 276;

const ICMP: u32 = 1;
const TCP: u32 = 6;
const UDP: u32 = 17;
const ICMPV6: u32 = 58;

/** Takes the packet of `length` captured bytes at `at` into account; `frame` says the rest about it. */
export function packet(link: u32, at: usize, length: u32): void {
	status.addPacket(frame.original, length);
	if (!fromLink(link, at, length)) status.addUndecoded();
}

// Each `from` says whether an IP header could be read.

function fromLink(link: u32, at: usize, length: u32): bool {
	switch (link) {
		case LINK_ETHERNET:
			return fromEthernet(at, length);
		case LINK_SLL:
			return fromSll(at, length);
		case LINK_SLL2:
			return fromSll2(at, length);
		case LINK_RAW:
		case LINK_RAW_BSD:
		case LINK_RAW_OPENBSD:
		case LINK_IPV4:
		case LINK_IPV6:
			return fromIp(at, length);
		case LINK_NULL:
		case LINK_LOOP:
			return fromLoopback(at, length);
		default:
			return false;
	}
}

function fromEthernet(at: usize, length: u32): bool {
	if (ethernet.check(length) != layout.STOP_NONE) return false;
	return fromEtherType(ethernet.type(at), at + ethernet.HEADER_LEN, length - ethernet.HEADER_LEN);
}

function fromSll(at: usize, length: u32): bool {
	if (sll.check(length) != layout.STOP_NONE) return false;
	frame.setSide(packetTypeSide(sll.packetType(at)));
	return fromEtherType(sll.type(at), at + sll.HEADER_LEN, length - sll.HEADER_LEN);
}

function fromSll2(at: usize, length: u32): bool {
	if (sll2.check(length) != layout.STOP_NONE) return false;
	frame.setSide(packetTypeSide(sll2.packetType(at)));
	return fromEtherType(sll2.type(at), at + sll2.HEADER_LEN, length - sll2.HEADER_LEN);
}

function fromLoopback(at: usize, length: u32): bool {
	if (loopback.check(length) != layout.STOP_NONE) return false;
	return fromEtherType(loopback.type(at), at + loopback.HEADER_LEN, length - loopback.HEADER_LEN);
}

function fromEtherType(type: u32, at: usize, length: u32): bool {
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
function fromIp(at: usize, length: u32): bool {
	if (length == 0) return false;
	return ipv4.version(at) == 6 ? fromIpv6(at, length) : fromIpv4(at, length);
}

function fromIpv4(at: usize, length: u32): bool {
	if (ipv4.check(at, length) != layout.STOP_NONE) return false;
	key.setIpv4(ipv4.source(at), ipv4.destination(at));
	const header = ipv4.headerLength(at);
	const left = ipv4.end(at, length) - header;
	if (ipv4.isLaterFragment(at)) withoutPorts(ipv4.protocol(at));
	else fromTransport(ipv4.protocol(at), at + header, left);
	return true;
}

function fromIpv6(at: usize, length: u32): bool {
	if (ipv6.check(at, length) != layout.STOP_NONE) return false;
	key.setIpv6(at + ipv6.SOURCE, at + ipv6.DESTINATION);
	const end = ipv6.end(at, length);
	const whole = ipv6.skipExtensions(at, end) == layout.STOP_NONE;
	if (!whole || ipv6.isLaterFragment) withoutPorts(ipv6.protocol);
	else fromTransport(ipv6.protocol, at + ipv6.offset, end - ipv6.offset);
	return true;
}

function fromTransport(protocol: u32, at: usize, length: u32): void {
	if (protocol == TCP) fromTcp(at, length);
	else if (protocol == UDP) fromUdp(at, length);
	else if (protocol == ICMP || protocol == ICMPV6) fromIcmp(protocol, at, length);
	else withoutPorts(protocol);
}

/** Everything of this protocol between the two addresses is one flow. */
function withoutPorts(protocol: u32): void {
	key.finish(protocol, 0, 0);
	flows.count();
}

function fromTcp(at: usize, length: u32): void {
	if (ports.check(length) != layout.STOP_NONE) return withoutPorts(TCP);
	key.finish(TCP, ports.source(at), ports.destination(at));
	if (tcp.check(at, length) != layout.STOP_NONE) {
		flows.count();
		return;
	}
	const flags = tcp.flags(at);
	const sequence = tcp.sequence(at);
	if (tcpState.isNewConnection(flags, sequence)) flows.forget();
	// Whoever answers did not begin, even where the capture does.
	const flow = flows.countFrom((flags & (tcp.SYN | tcp.ACK)) == (tcp.SYN | tcp.ACK));
	if (flow == 0) return;
	tcpState.update(flow, flags, sequence, tcp.acknowledgment(at));
	const header = tcp.headerLength(at);
	if (header < length) segment(flow, at + header, length - header, sequence);
}

function fromUdp(at: usize, length: u32): void {
	if (ports.check(length) != layout.STOP_NONE) return withoutPorts(UDP);
	key.finish(UDP, ports.source(at), ports.destination(at));
	const flow = flows.count();
	if (flow == 0 || udp.check(at, length) != layout.STOP_NONE) return;
	const end = udp.end(at, length);
	datagram(at + udp.HEADER_LEN, end - udp.HEADER_LEN);
}

function fromIcmp(protocol: u32, at: usize, length: u32): void {
	if (icmp.check(length) != layout.STOP_NONE) return withoutPorts(protocol);
	const echo = protocol == ICMP ? icmp.isEcho(at) : icmp.isEchoV6(at);
	const port = echo ? icmp.identifier(at) : 0;
	key.finish(protocol, port, port);
	flows.count();
}
