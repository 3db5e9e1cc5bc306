// The handshake inside Initial packets: CRYPTO frames, put in order until a hello is whole (RFC 9001 4.1.3).
import * as layout from '../../layout';
import * as frame from '../../frame';
import * as status from '../../status';
import { be24 } from '../../memory/bytes';
import * as pieces from '../pieces';
import * as clientHello from '../tls/clientHello';
import * as handshake from '../tls/handshake';
import * as serverHello from '../tls/serverHello';
import * as chlo from './chlo';
import * as frames from './frames';
import * as initial from './initial';
import { hasOldFrames, Q050 } from './versions';

const HEADER: u32 = 4;
const CLIENT_HELLO: u32 = 1;
const SERVER_HELLO: u32 = 2;

// The walk over the frames of the Initial that was opened last.
let offset: u32 = 0;
let hasOld: bool = false;

/**
 * Takes what the Initial that was opened last brings of the handshake of `flow`. True: its sender's hello is read, or
 * never will be.
 */
export function read(flow: usize, version: u32, isServer: bool): bool {
	offset = 0;
	hasOld = hasOldFrames(version);
	if (!nextCrypto()) return false;
	const isWhole = !isServer && version != Q050 && hasClientHello();
	const isOver = isWhole
		? readHello(flow, frames.data, frames.size, false)
		: readPieces(flow, version, isServer);
	if (isOver) {
		pieces.drop(owner(flow));
		setVersion(flow, version);
	}
	return isOver;
}

/** Whoever sends the packet in hand begins anew. */
export function forget(flow: usize): void {
	pieces.drop(owner(flow));
}

function owner(flow: usize): u32 {
	return (<u32>flow) | frame.way;
}

/** Comes to the next CRYPTO frame; false where there is none. */
function nextCrypto(): bool {
	while (offset < initial.length) {
		offset = frames.next(offset, hasOld);
		if (offset == 0) offset = initial.length;
		if (frames.size > 0) return true;
	}
	return false;
}

/** Is all that a client says in the frame in hand? Then nobody has to wait for the rest. */
function hasClientHello(): bool {
	if (frames.place != 0 || frames.size < HEADER) return false;
	return be24(frames.data + 1) + HEADER <= frames.size;
}

/** Puts this CRYPTO frame and those behind it in their places, and reads what is there from the beginning. */
function readPieces(flow: usize, version: u32, isServer: bool): bool {
	const slot = pieces.slot(owner(flow), 0);
	if (slot == 0) return false;
	do {
		if (!pieces.put(slot, frames.place, frames.data, frames.size)) {
			status.addEvicted();
			pieces.free(slot);
			return false;
		}
	} while (nextCrypto());
	const at = pieces.bytes(slot);
	const whole = pieces.whole(slot);
	return version == Q050 ? chlo.read(flow, at, whole) : readHello(flow, at, whole, isServer);
}

/** A server that asks for another hello (RFC 8446 4.1.4) sends two of its own, of which the second counts. */
function readHello(flow: usize, at: usize, whole: u32, isServer: bool): bool {
	for (let begin: u32 = 0; begin + HEADER <= whole;) {
		if (load<u8>(at + begin) != (isServer ? SERVER_HELLO : CLIENT_HELLO)) return true;
		const length = be24(at + begin + 1);
		begin += HEADER;
		if (length > pieces.CAPACITY - begin) {
			status.addEvicted();
			return true;
		}
		if (length > whole - begin) return false;
		if (!isServer) clientHello.read(flow, at + begin, length, layout.SERVICE_QUIC);
		else serverHello.read(flow, at + begin, length, layout.SERVICE_QUIC);
		if (!isServer || hasChosen(flow)) return true;
		begin += length;
	}
	return false;
}

function hasChosen(flow: usize): bool {
	const record = handshake.find(flow);
	return record == 0 || load<u16>(record, layout.TLS_CHOSEN) != 0;
}

/** The server may go on in another version than the client began with (RFC 9368 2.3). */
function setVersion(flow: usize, version: u32): void {
	const record = handshake.find(flow);
	if (record != 0) store<u32>(record, version, layout.TLS_QUIC_VERSION);
}
