// Into flows. The key's addresses are set; `length` bytes of the packet are there, `wire` there were.
import * as layout from '../layout';
import * as frame from '../frame';
import * as analysis from '../flow/analysis';
import * as flows from '../flow/flows';
import * as key from '../flow/key';
import * as held from '../flow/tcp/segment';
import * as tcpState from '../flow/tcpState';
import { datagram } from '../names/datagram';
import { segment } from '../names/segment';
import * as ipServices from '../names/services/ipServices';
import * as icmp from '../wire/icmp';
import * as ports from '../wire/ports';
import * as tcp from '../wire/tcp';
import * as udp from '../wire/udp';
import { fromProtocol } from './tunnel';
import { fromDatagram } from './udpTunnel';
import { finishKey } from './flowKey';
import { fromIcmpError } from './icmpError';

const TCP: u32 = 6;
const UDP: u32 = 17;

export function fromTransport(protocol: u32, at: usize, length: u32, wire: u32): void {
	if (protocol == TCP) fromTcp(at, length, wire);
	else if (protocol == UDP) fromUdp(at, length, wire);
	else if (protocol == icmp.ICMP || protocol == icmp.ICMPV6) fromIcmp(protocol, at, length, wire);
	else fromOther(protocol, at, length, wire);
}

/** Everything of this protocol between the two addresses is one flow. Gives it; 0 where there was no room. */
export function withoutPorts(protocol: u32): usize {
	key.finish(protocol, 0, 0);
	return flows.count();
}

function fromOther(protocol: u32, at: usize, length: u32, wire: u32): void {
	const flow = withoutPorts(protocol);
	if (flow != 0) {
		flows.countPayload(flow, wire);
		ipServices.protocol(flow, protocol);
	}
	fromProtocol(flow, protocol, at, length);
}

function fromTcp(at: usize, length: u32, wire: u32): void {
	if (ports.check(length) != layout.STOP_NONE) return stopped(TCP);
	key.finish(TCP, ports.source(at), ports.destination(at));
	const reason = tcp.check(at, length);
	if (reason != layout.STOP_NONE) frame.stopAt(reason, layout.LAYER_TRANSPORT);
	if (length < tcp.THROUGH_WINDOW) {
		flows.count();
		return;
	}
	held.read(at, length, wire);
	const flow = tcpState.count();
	if (flow == 0) return;
	analysis.segment(flow, at, length);
	if (reason != layout.STOP_NONE) return;
	tcpState.update(flow, frame.way);
	flows.countPayload(flow, held.payload);
	segment(flow, at, length, held.payload);
}

function fromUdp(at: usize, length: u32, wire: u32): void {
	if (ports.check(length) != layout.STOP_NONE) return stopped(UDP);
	key.finish(UDP, ports.source(at), ports.destination(at));
	const flow = flows.count();
	const reason = udp.check(at, length);
	if (reason != layout.STOP_NONE) return frame.stopAt(reason, layout.LAYER_TRANSPORT);
	const end = udp.end(at, length);
	const payload = wire > udp.HEADER_LEN ? wire - udp.HEADER_LEN : 0;
	if (flow != 0) flows.countPayload(flow, payload);
	// What is inside may have room where the outer flow has none.
	if (fromDatagram(flow, at + udp.HEADER_LEN, end - udp.HEADER_LEN) || flow == 0) return;
	datagram(flow, at + udp.HEADER_LEN, end - udp.HEADER_LEN);
}

function fromIcmp(protocol: u32, at: usize, length: u32, wire: u32): void {
	if (icmp.check(length) != layout.STOP_NONE) return stopped(protocol);
	finishKey(protocol, at, length);
	const flow = flows.count();
	if (flow != 0) {
		flows.countPayload(flow, wire > icmp.HEADER_LEN ? wire - icmp.HEADER_LEN : 0);
		ipServices.protocol(flow, protocol);
	}
	if (icmp.isErrorOf(protocol, at)) fromIcmpError(at, length);
}

function stopped(protocol: u32): void {
	frame.stopAt(layout.STOP_TRUNCATED, layout.LAYER_TRANSPORT);
	withoutPorts(protocol);
}
