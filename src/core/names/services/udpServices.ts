// What a datagram speaks, told by how it is made. By the first byte: numbers, text, or media.
import * as layout from '../../layout';
import * as frame from '../../frame';
import * as flows from '../../flow/flows';
import * as bittorrent from '../../wire/bittorrent';
import * as dhcp from '../../wire/dhcp';
import * as isakmp from '../../wire/isakmp';
import * as netbios from '../../wire/netbios';
import * as openvpn from '../../wire/openvpn';
import * as rdpUdp from '../../wire/rdpUdp';
import * as rtp from '../../wire/rtp';
import * as sip from '../../wire/sip';
import * as snmp from '../../wire/snmp';
import * as ssdp from '../../wire/ssdp';
import * as stun from '../../wire/stun';
import * as syslog from '../../wire/syslog';
import * as tftp from '../../wire/tftp';
import * as wireguard from '../../wire/wireguard';
import * as ends from './ends';
import * as memo from './memo';
import * as rdpDatagram from './rdpDatagram';
import * as uriName from './uriName';
import { toldAtPort } from './udpPorts';

/** So many in a row are no chance. */
const IN_A_ROW: u32 = 3;
/** RTP numbers are the upper half of what is compared. */
const RTP_STEP: u32 = 0x10000;

/** A payload of a datagram counted in `flow`. Says whether it was recognised. */
export function datagram(flow: usize, at: usize, length: u32): bool {
	const known = <u32>load<u8>(flow, layout.FLOW_SERVICE);
	if (known == layout.SERVICE_RDP) rdpDatagram.follow(flow, at, length);
	if (known != layout.SERVICE_NONE) return true;
	const service = told(flow, at, length);
	if (service == layout.SERVICE_NONE) return false;
	flows.setService(flow, service);
	return true;
}

function told(flow: usize, at: usize, length: u32): u32 {
	const service = toldAtPort(flow, at, length);
	if (service != layout.SERVICE_NONE || length < 8) return service;
	if (isakmp.matches(at, length)) return layout.SERVICE_IKE;
	switch ((<u32>load<u8>(at)) >> 6) {
		case 0:
			return numbers(flow, at, length);
		case 1:
			return words(flow, at, length);
		case 2:
			return media(flow, at, length);
		default:
			return rdpUdp.isSyn(at, length) ? layout.SERVICE_RDP : layout.SERVICE_NONE;
	}
}

function numbers(flow: usize, at: usize, length: u32): u32 {
	if (stun.matches(at, length)) return layout.SERVICE_STUN;
	if (isWireguard(flow, at, length)) return layout.SERVICE_WIREGUARD;
	if (dhcp.matches(at, length)) return layout.SERVICE_DHCP;
	if (snmp.matches(at, length)) return layout.SERVICE_SNMP;
	if (tftp.matches(at, length)) return layout.SERVICE_TFTP;
	if (netbios.isDatagram(at, length)) return layout.SERVICE_NETBIOS;
	if (syslog.matches(at, length, ends.hasPort(flow, syslog.PORT))) return layout.SERVICE_SYSLOG;
	if (bittorrent.isTracker(at, length) || answersSyn(flow, at, length))
		return layout.SERVICE_BITTORRENT;
	if (openvpn.isClientReset(at, length)) memo.keep(flow, frame.way, openvpn.session(at));
	return openvpn.isBareReset(at, length) ? layout.SERVICE_OPENVPN : layout.SERVICE_NONE;
}

/** Handshakes have lengths of their own; data is told when its counter runs. */
function isWireguard(flow: usize, at: usize, length: u32): bool {
	const type = wireguard.type(at, length);
	if (type != wireguard.DATA) return type != 0;
	const counter = wireguard.counter(at);
	return memo.follows(flow, frame.way, wireguard.receiver(at), counter, 1) == IN_A_ROW;
}

function answersSyn(flow: usize, at: usize, length: u32): bool {
	if (!bittorrent.isState(at, length)) return false;
	return memo.keyOfOther(flow, frame.way) == bittorrent.connection(at) + 1;
}

function words(flow: usize, at: usize, length: u32): u32 {
	if (bittorrent.isHashTable(at, length)) return layout.SERVICE_BITTORRENT;
	if (bittorrent.isSearch(at, length)) return layout.SERVICE_BITTORRENT;
	if (ssdp.matches(at, length)) return layout.SERVICE_SSDP;
	if (sip.matches(at, length)) {
		if (sip.isRequest(at, length)) uriName.add(flow, frame.way, at, length);
		return layout.SERVICE_SIP;
	}
	if (bittorrent.isSyn(at, length)) {
		memo.keep(flow, frame.way, bittorrent.connection(at) + 1);
		return layout.SERVICE_NONE;
	}
	return answersReset(flow, at, length) ? layout.SERVICE_OPENVPN : layout.SERVICE_NONE;
}

/** The session is eight random bytes of the client that come back. */
function answersReset(flow: usize, at: usize, length: u32): bool {
	if (!openvpn.isServerReset(at, length)) return false;
	const session = memo.keyOfOther(flow, frame.way);
	return session != 0 && openvpn.acknowledges(at, length, session);
}

function media(flow: usize, at: usize, length: u32): u32 {
	if (rtp.isControl(at, length)) return layout.SERVICE_RTCP;
	if (!rtp.isPossible(at, length)) return layout.SERVICE_NONE;
	const key = ((<u64>rtp.payloadType(at)) << 32) | rtp.source(at);
	const sequence = rtp.sequence(at) * RTP_STEP;
	const count = memo.follows(flow, frame.way, key, sequence, RTP_STEP);
	return count >= IN_A_ROW ? layout.SERVICE_RTP : layout.SERVICE_NONE;
}
