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

/**
 * Takes what the Initial that was opened last brings of the handshake of `flow`. True: its sender's hello is read, or
 * never will be.
 */
export function read(flow: usize, version: u32, isServer: bool): bool {
	const slot = collect(owner(flow), hasOldFrames(version));
	if (slot == 0) return false;
	const isOver = version == Q050 ? readChlo(flow, slot) : readHello(flow, slot, isServer);
	if (isOver) {
		pieces.free(slot);
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

/** Puts the CRYPTO frames of the packet in their places. Gives where; 0 where there are none. */
function collect(sender: u32, hasOld: bool): usize {
	let slot: usize = 0;
	let offset: u32 = 0;
	while (offset < initial.length) {
		offset = frames.next(initial.frames, offset, initial.length, hasOld);
		if (frames.size > 0) {
			if (slot == 0) slot = pieces.slot(sender, 0);
			if (slot == 0) return 0;
			if (!pieces.put(slot, frames.place, frames.data, frames.size)) return giveUp(slot);
		}
		if (offset == 0) break;
	}
	return slot;
}

function giveUp(slot: usize): usize {
	status.addEvicted();
	pieces.free(slot);
	return 0;
}

/** A server that asks for another hello (RFC 8446 4.1.4) sends two of its own, of which the second counts. */
function readHello(flow: usize, slot: usize, isServer: bool): bool {
	const at = pieces.bytes(slot);
	const whole = pieces.whole(slot);
	for (let offset: u32 = 0; offset + HEADER <= whole;) {
		if (load<u8>(at + offset) != (isServer ? SERVER_HELLO : CLIENT_HELLO)) return true;
		const length = be24(at + offset + 1);
		offset += HEADER;
		if (length > pieces.CAPACITY - offset) {
			status.addEvicted();
			return true;
		}
		if (length > whole - offset) return false;
		if (!isServer) clientHello.read(flow, at + offset, length, layout.SERVICE_QUIC);
		else serverHello.read(flow, at + offset, length, layout.SERVICE_QUIC);
		if (!isServer || hasChosen(flow)) return true;
		offset += length;
	}
	return false;
}

function hasChosen(flow: usize): bool {
	const record = handshake.find(flow);
	return record == 0 || load<u16>(record, layout.TLS_CHOSEN) != 0;
}

function readChlo(flow: usize, slot: usize): bool {
	return chlo.read(flow, pieces.bytes(slot), pieces.whole(slot));
}

/** The server may go on in another version than the client began with (RFC 9368 2.3). */
function setVersion(flow: usize, version: u32): void {
	const record = handshake.find(flow);
	if (record != 0) store<u32>(record, version, layout.TLS_QUIC_VERSION);
}
