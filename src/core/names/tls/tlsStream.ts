// TLS in a TCP stream, RFC 8446 5: hellos and certificates, as far as they are in clear. Messages may be split over
// records as records are over segments, so the fragments of all records that are there are joined first.
import * as layout from '../../layout';
import { min } from '../../memory/bytes';
import * as flows from '../../flow/flows';
import * as tls from '../../wire/tls';
import { DONE, MORE, NONE, next } from '../verdict';
import * as certificate from './certificate';
import * as clientHello from './clientHello';
import * as handshake from './handshake';
import * as serverHello from './serverHello';

/** Room for the messages of records that are read together. */
const JOINED_SIZE: u32 = 16640;
const joined = memory.data(16640, 8);
let size: u32 = 0;

/** What walking over messages came to. */
const WAITING: u32 = 0;
const FINISHED: u32 = 1;
const FOREIGN: u32 = 2;

/** Bytes of `joined` in front of the first message that is not whole. */
let behind: u32 = 0;

/**
 * Reads the stream of one direction of `flow` from its beginning: `length` bytes stand at `at`. `last`: more will
 * never come, so read what is there. Gives a verdict.
 */
export function stream(flow: usize, way: u32, at: usize, length: u32, last: bool): u32 {
	let offset: u32 = 0;
	size = 0;
	behind = 0;
	while (offset < length && way < 2) {
		const record = tls.checkRecord(at + offset, length - offset);
		if (record == layout.STOP_MALFORMED) return offset == 0 ? NONE : DONE;
		if (record == layout.STOP_TRUNCATED) break;
		const type = tls.contentType(at + offset);
		const whole = tls.RECORD_HEADER + tls.recordLength(at + offset);
		if (type == tls.CONTENT_HANDSHAKE) {
			const fits = join(at + offset, length - offset);
			const outcome = walk(flow, !fits);
			if (outcome == FINISHED) return DONE;
			if (outcome == FOREIGN || !fits) return offset == 0 ? NONE : DONE;
		} else if (!isPassedOver(flow, type)) return endsAt(flow, at + offset, length - offset);
		offset += whole;
		if (behind == size && offset <= length) return next(offset);
	}
	if (!last) return MORE;
	return walk(flow, true) == FINISHED ? DONE : NONE;
}

/** Adds what is there of a record's fragment to the others; false where there is no room for all of it. */
function join(record: usize, length: u32): bool {
	const inside = min(tls.recordLength(record), length - tls.RECORD_HEADER);
	const fits = min(inside, JOINED_SIZE - size);
	memory.copy(joined + size, record + tls.RECORD_HEADER, fits);
	size += fits;
	return fits == inside;
}

/** Between a HelloRetryRequest and the ServerHello stands a change of cipher that means nothing (RFC 8446 D.4). */
function isPassedOver(flow: usize, type: u32): bool {
	const record = handshake.find(flow);
	if (type != tls.CONTENT_CHANGE_CIPHER || record == 0) return false;
	return load<u16>(record, layout.TLS_CHOSEN) == 0;
}

/** Behind the handshake everything is encrypted. A stream whose beginning was not seen is TLS if records follow. */
function endsAt(flow: usize, at: usize, length: u32): u32 {
	if (load<u8>(flow, layout.FLOW_SERVICE) != 0) return DONE;
	if (tls.contentType(at) != tls.CONTENT_APPLICATION) return NONE;
	const whole = tls.RECORD_HEADER + tls.recordLength(at);
	if (whole < length && tls.checkRecord(at + whole, length - whole) == layout.STOP_MALFORMED)
		return NONE;
	flows.setService(flow, layout.SERVICE_TLS);
	return DONE;
}

/** Walks over the joined messages from `behind` on. */
function walk(flow: usize, last: bool): u32 {
	while (behind < size) {
		const message = joined + behind;
		const there = size - behind;
		if (!mayBegin(flow, message, there)) return FOREIGN;
		if (there < tls.HANDSHAKE_HEADER) return WAITING;
		const whole = tls.HANDSHAKE_HEADER + tls.messageLength(message);
		const outcome = read(flow, message, min(there, whole), last || there >= whole);
		if (outcome != WAITING) return outcome;
		if (there < whole) return WAITING;
		behind += whole;
	}
	return WAITING;
}

/** A handshake begins with a hello, or is one whose hello was read before. */
function mayBegin(flow: usize, message: usize, length: u32): bool {
	const type = tls.messageType(message);
	const body = tls.HANDSHAKE_HEADER;
	if (type == tls.CLIENT_HELLO || type == tls.SERVER_HELLO)
		return length <= body || tls.isVersion(message + body);
	if (type == tls.HELLO_REQUEST) return length < body || tls.messageLength(message) == 0;
	return handshake.find(flow) != 0;
}

/** Reads a message of which `length` bytes are there. `enough`: it is whole, or more will never come. */
function read(flow: usize, message: usize, length: u32, enough: bool): u32 {
	const type = tls.messageType(message);
	const body = message + tls.HANDSHAKE_HEADER;
	const inside = length - tls.HANDSHAKE_HEADER;
	if (type == tls.CERTIFICATE) {
		if (!enough && certificate.needed(body, inside) > inside) return WAITING;
		certificate.read(flow, body, inside);
		return FINISHED;
	}
	if (type == tls.HELLO_REQUEST || !enough) return WAITING;
	if (type == tls.CLIENT_HELLO)
		return clientHello.read(flow, body, inside, layout.SERVICE_TLS) ? FINISHED : FOREIGN;
	if (type != tls.SERVER_HELLO) return FINISHED;
	if (!serverHello.read(flow, body, inside, layout.SERVICE_TLS)) return FOREIGN;
	return isCertificateEncrypted(flow) ? FINISHED : WAITING;
}

function isCertificateEncrypted(flow: usize): bool {
	const record = handshake.find(flow);
	if (record == 0) return true;
	const chosen = <u32>load<u16>(record, layout.TLS_CHOSEN);
	return chosen != 0 && !tls.isBefore13(chosen);
}
