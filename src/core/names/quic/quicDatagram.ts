// QUIC, RFC 9000 and 9001: Initial packets, whose keys anybody can derive.
import * as layout from '../../layout';
import * as frame from '../../frame';
import { be32, min } from '../../memory/bytes';
import * as flows from '../../flow/flows';
import * as quic from '../../wire/quic';
import * as connections from '../connections';
import * as cryptoStream from './cryptoStream';
import * as gquic from './gquicDatagram';
import * as initial from './initial';
import * as versions from './versions';

/** Packets of one datagram that are looked at. */
const MAX_PACKETS: u32 = 4;
/** Versions that a server may offer before we stop to look for a known one. */
const MAX_VERSIONS: u32 = 16;

/** As names/services/udpServices. Packets with a short header tell nothing to whoever does not know the connection. */
export function datagram(flow: usize, at: usize, length: u32): bool {
	if (quic.check(at, length) != layout.STOP_NONE || !isKnown(flow, at, length))
		return gquic.datagram(flow, at, length);
	flows.setService(flow, layout.SERVICE_QUIC);
	let offset: u32 = 0;
	for (let count: u32 = 0; count < MAX_PACKETS && offset < length; count++) {
		const size = packet(flow, at + offset, length - offset, length);
		if (size == 0) break;
		offset += size;
	}
	return true;
}

/** Versions tell QUIC from what happens to begin like it. */
function isKnown(flow: usize, at: usize, length: u32): bool {
	const version = quic.version(at);
	if (version == quic.VERSION_NEGOTIATION) return isNegotiation(at, length);
	const mayBegin = length >= quic.MIN_INITIAL;
	if (versions.isReserved(version)) return mayBegin;
	if (versions.salt(version) == 0) return false;
	return mayBegin || quic.isFixed(at) || load<u8>(flow, layout.FLOW_SERVICE) == layout.SERVICE_QUIC;
}

function isNegotiation(at: usize, length: u32): bool {
	if (!quic.isNegotiation(at, length)) return false;
	const list = at + quic.bodyAt(at);
	const count = min((length - quic.bodyAt(at)) >> 2, MAX_VERSIONS);
	for (let i: u32 = 0; i < count; i++) {
		const version = be32(list + (i << 2));
		if (versions.salt(version) != 0 || versions.isReserved(version)) return true;
	}
	return false;
}

/** Reads the packet at `at`, in a datagram of `whole` bytes. Gives its length; 0 where nothing more can be read. */
function packet(flow: usize, at: usize, length: u32, whole: u32): u32 {
	if (quic.check(at, length) != layout.STOP_NONE) return 0;
	if (quic.version(at) == quic.VERSION_NEGOTIATION) return 0;
	if (quic.type(at) == quic.RETRY) return retry(at);
	if (quic.checkBody(at, length) != layout.STOP_NONE) return 0;
	const size = quic.end;
	if (quic.type(at) != quic.INITIAL) return size;
	const known = connections.find();
	const isServer = known != 0 && !connections.isClient(known, frame.way);
	if (known != 0 && connections.isRead(known, isServer)) return size;
	const isOpen = isServer ? fromServer(flow, known, at) : fromClient(flow, known, at, whole);
	return isOpen ? size : 0;
}

/** The client takes the connection id of the server's Retry for its next Initial (RFC 9000 17.2.5.2). Never coalesced. */
function retry(at: usize): u32 {
	const known = connections.find();
	if (known != 0 && !connections.isClient(known, frame.way))
		connections.setId(known, quic.sourceId(at), quic.sourceIdLength(at));
	return 0;
}

function fromServer(flow: usize, known: usize, at: usize): bool {
	if (!initial.open(at, true, connections.id(known), connections.idLength(known))) return false;
	if (cryptoStream.read(flow, quic.version(at), true)) connections.setRead(known, true);
	return true;
}

/** Until the server has answered, every Initial of the client has the connection id that its keys come from. */
function fromClient(flow: usize, known: usize, at: usize, whole: u32): bool {
	if (known == 0 && whole < quic.MIN_INITIAL) return false;
	const id = quic.id(at);
	const idLength = quic.idLength(at);
	if (!initial.open(at, false, id, idLength)) return false;
	let connection = known;
	if (known == 0 || !connections.hasId(known, id, idLength)) {
		cryptoStream.forget(flow);
		connection = connections.begin(frame.way);
		if (connection != 0) connections.setId(connection, id, idLength);
	}
	if (cryptoStream.read(flow, quic.version(at), false) && connection != 0)
		connections.setRead(connection, false);
	return true;
}
