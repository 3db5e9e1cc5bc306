// Packets inside UDP datagrams: the port says where to look, the header has to agree.
import * as layout from '../layout';
import * as key from '../flow/key';
import * as ayiya from '../wire/ayiya';
import * as etherType from '../wire/etherType';
import * as geneve from '../wire/geneve';
import * as gtpU from '../wire/gtpU';
import * as ipv4 from '../wire/ipv4';
import * as l2tp from '../wire/l2tp';
import * as linkType from '../wire/linkType';
import * as mpls from '../wire/mpls';
import * as teredo from '../wire/teredo';
import * as vxlan from '../wire/vxlan';
import { fromCapwap } from './capwap';
import * as next from './next';
import * as stop from './stop';
import { fromGre, name, open } from './tunnel';

const L2TP: u32 = 1701;
const GTP_U: u32 = 2152;
const GTP_0: u32 = 3386;
const TEREDO: u32 = 3544;
const GRE: u32 = 4754;
const VXLAN: u32 = 4789;
const VXLAN_GPE: u32 = 4790;
const AYIYA: u32 = 5072;
const CAPWAP: u32 = 5247;
const GENEVE: u32 = 6081;
const MPLS: u32 = 6635;
const VXLAN_LINUX: u32 = 8472;

/** A datagram counted in `flow` (0: there was no room). Says whether it was a tunnel's. */
export function fromDatagram(flow: usize, at: usize, length: u32): bool {
	const source = key.sourcePort;
	const destination = key.destinationPort;
	if (!mayBeTunnel(source) && !mayBeTunnel(destination)) return false;
	if (length == 0) return false;
	const low = source < destination ? source : destination;
	const high = source < destination ? destination : source;
	return fromPort(low, flow, at, length) || fromPort(high, flow, at, length);
}

function mayBeTunnel(port: u32): bool {
	return port - L2TP <= VXLAN_LINUX - L2TP;
}

function fromPort(port: u32, flow: usize, at: usize, length: u32): bool {
	switch (port) {
		case GTP_U:
		case GTP_0:
			return fromGtpU(flow, at, length);
		case TEREDO:
			return fromTeredo(flow, at, length);
		case VXLAN:
		case VXLAN_LINUX:
			return fromVxlan(flow, linkType.ETHERNET, at, length);
		case VXLAN_GPE:
			return fromVxlan(flow, 0, at, length);
		case GENEVE:
			return fromGeneve(flow, at, length);
		case AYIYA:
			return fromAyiya(flow, at, length);
		case CAPWAP:
			return fromCapwap(flow, at, length);
		default:
			return fromRarePort(port, flow, at, length);
	}
}

function fromRarePort(port: u32, flow: usize, at: usize, length: u32): bool {
	switch (port) {
		case L2TP:
			return fromL2tp(flow, at, length);
		case GRE:
			fromGre(flow, at, length);
			return true;
		case MPLS:
			if (mpls.check(at, length) != layout.STOP_NONE) return false;
			open(flow, next.ETHER_TYPE | etherType.MPLS, at, length);
			return true;
		default:
			return false;
	}
}

function fromGtpU(flow: usize, at: usize, length: u32): bool {
	const reason = gtpU.check(at, length);
	if (reason == layout.STOP_MALFORMED) return false;
	if (reason != layout.STOP_NONE) return stop.atTunnel(reason);
	name(flow, layout.SERVICE_GTP_U);
	const end = gtpU.end(at, length);
	if (!gtpU.isUserPacket(at) || gtpU.offset >= end) return true;
	const inside = at + gtpU.offset;
	const left = end - gtpU.offset;
	const first = ipv4.version(inside);
	if (first == 4 || first == 6) open(flow, linkType.RAW, inside, left);
	else if (mpls.isPlainEthernet(inside, left)) open(flow, linkType.ETHERNET, inside, left);
	return true;
}

function fromTeredo(flow: usize, at: usize, length: u32): bool {
	if (teredo.check(at, length) != layout.STOP_NONE) return false;
	name(flow, layout.SERVICE_TEREDO);
	open(flow, linkType.RAW, at + teredo.offset, length - teredo.offset);
	return true;
}

/** `kind` 0: the header says what is inside. */
function fromVxlan(flow: usize, kind: u32, at: usize, length: u32): bool {
	const reason = vxlan.check(at, length);
	if (reason == layout.STOP_MALFORMED) return false;
	if (reason != layout.STOP_NONE) return stop.atTunnel(reason);
	name(flow, layout.SERVICE_VXLAN);
	const what = kind != 0 ? kind : next.ETHER_TYPE | vxlan.type(at);
	open(flow, what, at + vxlan.HEADER_LEN, length - vxlan.HEADER_LEN);
	return true;
}

function fromGeneve(flow: usize, at: usize, length: u32): bool {
	const reason = geneve.check(at, length);
	if (reason == layout.STOP_MALFORMED) return false;
	if (reason != layout.STOP_NONE) return stop.atTunnel(reason);
	name(flow, layout.SERVICE_GENEVE);
	const header = geneve.headerLength(at);
	open(flow, next.ETHER_TYPE | geneve.type(at), at + header, length - header);
	return true;
}

function fromAyiya(flow: usize, at: usize, length: u32): bool {
	const reason = ayiya.check(at, length);
	if (reason == layout.STOP_MALFORMED) return false;
	if (reason != layout.STOP_NONE) return stop.atTunnel(reason);
	name(flow, layout.SERVICE_AYIYA);
	const header = ayiya.headerLength(at);
	if (ayiya.isPacket(at) && ayiya.isIp(at)) open(flow, linkType.RAW, at + header, length - header);
	return true;
}

function fromL2tp(flow: usize, at: usize, length: u32): bool {
	const reason = l2tp.check(at, length);
	if (reason == layout.STOP_MALFORMED) return false;
	if (reason != layout.STOP_NONE) return stop.atTunnel(reason);
	if (l2tp.isControl(at)) return true;
	const header = l2tp.headerLength(at);
	const end = l2tp.end(at, length);
	if (header < end) open(flow, linkType.PPP, at + header, end - header);
	return true;
}
