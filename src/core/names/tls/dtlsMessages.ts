// Handshake messages of DTLS, which may come in fragments (RFC 6347 4.2.3): those that tell names are put together.
import * as layout from '../../layout';
import * as frame from '../../frame';
import * as status from '../../status';
import { min } from '../../memory/bytes';
import * as dtls from '../../wire/dtls';
import * as connections from '../connections';
import * as pieces from '../pieces';
import * as certificate from './certificate';
import * as clientHello from './clientHello';
import * as serverHello from './serverHello';

/** Tells the owner of pieces from the same flow's of QUIC; records of flows stand at multiples of 8. */
const DTLS: u32 = 2;

/** The fragment whose header, checked, stands at `at`, of which `length` bytes are there. */
export function fragment(flow: usize, at: usize, length: u32): void {
	const type = dtls.messageType(at);
	if (!isWanted(type)) return;
	const total = dtls.messageLength(at);
	const begin = dtls.fragmentOffset(at);
	const size = min(dtls.fragmentLength(at), length - dtls.MESSAGE_HEADER);
	const isCut = frame.cut && size < dtls.fragmentLength(at);
	if (begin == 0 && (size == total || isCut)) {
		take(flow, type, at + dtls.MESSAGE_HEADER, size);
		return;
	}
	const slot = pieces.slot((<u32>flow) | DTLS | frame.way, (dtls.messageSequence(at) << 8) | type);
	if (slot == 0) return;
	const hasRoom = pieces.put(slot, begin, at + dtls.MESSAGE_HEADER, size);
	if (!hasRoom) status.addEvicted();
	const isOver = pieces.whole(slot) >= total || isEnough(type, slot);
	if (isOver) take(flow, type, pieces.bytes(slot), pieces.whole(slot));
	if (isOver || !hasRoom) pieces.free(slot);
}

/** Hellos are, and the certificate of a server whose hello was seen; the client may send one too. */
function isWanted(type: u32): bool {
	if (type == dtls.CLIENT_HELLO || type == dtls.SERVER_HELLO) return true;
	if (type != dtls.CERTIFICATE) return false;
	const known = connections.find();
	return known != 0 && !connections.isClient(known, frame.way) && !connections.isRead(known, true);
}

/** Only the first certificate of the chain is needed. */
function isEnough(type: u32, slot: usize): bool {
	if (type != dtls.CERTIFICATE) return false;
	const whole = pieces.whole(slot);
	return whole >= certificate.needed(pieces.bytes(slot), whole);
}

/** A message, from its beginning, of which `length` bytes are there. */
function take(flow: usize, type: u32, at: usize, length: u32): void {
	if (type == dtls.CLIENT_HELLO) {
		if (clientHello.read(flow, at, length, layout.SERVICE_DTLS)) begin(frame.way);
	} else if (type == dtls.SERVER_HELLO) {
		if (serverHello.read(flow, at, length, layout.SERVICE_DTLS)) begin(frame.way ^ 1);
	} else {
		certificate.read(flow, at, length);
		const known = connections.find();
		if (known != 0) connections.setRead(known, true);
	}
}

/** The client sends in direction `way`. */
function begin(way: u32): void {
	let known = connections.find();
	if (known == 0 || !connections.isClient(known, way)) known = connections.begin(way);
	if (known != 0) connections.setRead(known, false);
}
