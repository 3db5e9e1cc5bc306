// What a TCP stream speaks, told by how it begins; whatever is told from either direction stands.
import * as layout from '../../layout';
import * as flows from '../../flow/flows';
import { be16 } from '../../memory/bytes';
import * as bittorrent from '../../wire/bittorrent';
import * as mqtt from '../../wire/mqtt';
import * as mysql from '../../wire/mysql';
import * as netbios from '../../wire/netbios';
import * as openvpn from '../../wire/openvpn';
import * as postgresql from '../../wire/postgresql';
import * as rdp from '../../wire/rdp';
import * as smb from '../../wire/smb';
import * as telnet from '../../wire/telnet';
import * as xmpp from '../../wire/xmpp';
import { DONE, MORE, NONE, next } from '../verdict';
import * as database from './databaseStream';
import * as ends from './ends';
import * as memo from './memo';
import * as other from './otherStreams';
import * as socksStream from './socksStream';
import * as textSession from './textSession';
import * as textTold from './textTold';
import * as xmppStream from './xmppStream';

/** Nothing is told by fewer bytes, but for what a server waits for. */
const ENOUGH: u32 = 8;
const TELNET_PORT: u32 = 23;
/** OpenVPN over TCP puts the length in front of each packet. */
const LENGTH_PREFIX: u32 = 2;

/** As names/tls/tlsStream; asked when no other reader knows the stream. */
export function stream(flow: usize, way: u32, at: usize, length: u32, last: bool): u32 {
	if (length == 0) return last ? NONE : MORE;
	const known = <u32>load<u8>(flow, layout.FLOW_SERVICE);
	if (known != layout.SERVICE_NONE) return follow(known, flow, way, at, length);
	const verdict = socksStream.begin(flow, way, at, length);
	if (verdict != NONE) return verdict;
	if (netbios.isSessionRequest(at, length) || netbios.isPositiveResponse(at, length))
		return next(netbios.sessionLength(at));
	const service = told(flow, way, at, length);
	if (service == layout.SERVICE_NONE) return unknown(at, length, last);
	flows.setService(flow, service);
	return follow(service, flow, way, at, length);
}

function unknown(at: usize, length: u32, last: bool): u32 {
	if (last) return NONE;
	if (length < ENOUGH) return MORE;
	return xmpp.isXml(at, length) && length < xmpp.LOOK ? MORE : NONE;
}

/** By the first byte: text, and numbers of every kind. */
function told(flow: usize, way: u32, at: usize, length: u32): u32 {
	// Its first byte is a length.
	if (mysql.isGreeting(at, length)) return layout.SERVICE_MYSQL;
	const first = <u32>load<u8>(at);
	if (first >= 0x20 && first < 0x7f) return textTold.told(flow, way, at, length);
	if (first == 0xff && telnet.matches(at, length, ends.hasPort(flow, TELNET_PORT)))
		return layout.SERVICE_TELNET;
	if (first == 0) return toldByZero(flow, way, at, length);
	if (bittorrent.isHandshake(at, length)) return layout.SERVICE_BITTORRENT;
	if (mqtt.isConnect(at, length)) return layout.SERVICE_MQTT;
	return rdp.matches(at, length) ? layout.SERVICE_RDP : layout.SERVICE_NONE;
}

function toldByZero(flow: usize, way: u32, at: usize, length: u32): u32 {
	if (smb.matches(at, length)) return layout.SERVICE_SMB;
	if (postgresql.matches(at, length)) return layout.SERVICE_POSTGRESQL;
	return isOpenvpn(flow, way, at, length) ? layout.SERVICE_OPENVPN : layout.SERVICE_NONE;
}

/** A client's session that comes back in the server's answer, or a client's first packet that can be nothing else. */
function isOpenvpn(flow: usize, way: u32, at: usize, length: u32): bool {
	if (length <= LENGTH_PREFIX || be16(at) != length - LENGTH_PREFIX) return false;
	const packet = at + LENGTH_PREFIX;
	const size = length - LENGTH_PREFIX;
	if (openvpn.isClientReset(packet, size)) memo.keep(flow, way, openvpn.session(packet));
	if (openvpn.isBareReset(packet, size)) return true;
	const session = memo.keyOfOther(flow, way);
	if (session == 0 || !openvpn.isServerReset(packet, size)) return false;
	return openvpn.acknowledges(packet, size, session);
}

/** What is read of a stream whose service is told. */
function follow(service: u32, flow: usize, way: u32, at: usize, length: u32): u32 {
	switch (service) {
		case layout.SERVICE_FTP:
		case layout.SERVICE_SMTP:
		case layout.SERVICE_POP3:
		case layout.SERVICE_IMAP:
			return textSession.follow(service, flow, way, at, length);
		case layout.SERVICE_TELNET:
			return other.followTelnet(flow, way, at, length);
		case layout.SERVICE_MQTT:
			return other.followMqtt(flow, at, length);
		case layout.SERVICE_XMPP:
			return xmppStream.follow(flow, way, at, length);
		case layout.SERVICE_SOCKS:
			return socksStream.follow(flow, way, at, length);
		case layout.SERVICE_RTSP:
			return other.followRtsp(flow, way, at, length);
		case layout.SERVICE_SIP:
			return other.followSip(flow, way, at, length);
		default:
			return followBinary(service, flow, way, at, length);
	}
}

function followBinary(service: u32, flow: usize, way: u32, at: usize, length: u32): u32 {
	switch (service) {
		case layout.SERVICE_POSTGRESQL:
			return database.followPostgresql(flow, way, at, length);
		case layout.SERVICE_MYSQL:
			return database.followMysql(flow, way, at, length);
		case layout.SERVICE_REDIS:
			return database.followRedis(flow, way, at, length);
		case layout.SERVICE_RDP:
			return other.followRdp(flow, at, length);
		case layout.SERVICE_ADB:
			return other.followAdb(flow, way, at, length);
		default:
			return DONE;
	}
}
