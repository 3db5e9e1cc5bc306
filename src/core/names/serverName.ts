// The server name in a ClientHello, RFC 6066 3.
import * as layout from '../layout';
import { be16, min } from '../memory/bytes';
import * as tls from '../wire/tls';
import * as scratch from './scratch';

const EXTENSION_HEADER: u32 = 4;
const LIST_HEADER: u32 = 2;
const NAME_HEADER: u32 = 3;
const HOST_NAME: u32 = 0;
const MAX_NAME: u32 = 255;

/** What was found: nothing yet for want of bytes, no ClientHello at all, or one (with or without a name). */
export const MORE: u32 = 0;
export const NONE: u32 = 1;
export const DONE: u32 = 2;

/** Was a name put into `scratch` by the last `read`? */
export let found: bool = false;

/** Room for the handshake bytes of a hello that came in more than one record. */
const JOINED_SIZE: u32 = 16384;
const joined = memory.data(16384, 8);

/** Looks into the TLS stream that begins at `at`. `last`: more bytes will never come, so read what is there. */
export function read(at: usize, length: u32, last: bool): u32 {
	found = false;
	const record = tls.checkRecord(at, length);
	if (record == layout.STOP_MALFORMED) return NONE;
	if (record == layout.STOP_TRUNCATED) return last ? NONE : MORE;
	const inside = min(tls.recordLength(at), length - tls.RECORD_HEADER);
	const message = at + tls.RECORD_HEADER;
	const begins = tls.checkHello(message, inside);
	if (begins == layout.STOP_MALFORMED) return NONE;
	if (begins == layout.STOP_NONE && hasWholeHello(message, inside)) return hello(message, inside);
	return inside < tls.recordLength(at)
		? unfinished(message, inside, last)
		: joinRecords(at, length, last);
}

function hasWholeHello(message: usize, length: u32): bool {
	return tls.helloLength(message) <= length - tls.HANDSHAKE_HEADER;
}

function unfinished(message: usize, length: u32, last: bool): u32 {
	if (!last) return MORE;
	return length < tls.HANDSHAKE_HEADER ? NONE : hello(message, length);
}

/** A hello longer than its record goes on in the next one. */
function joinRecords(at: usize, length: u32, last: bool): u32 {
	let size: u32 = 0;
	while (tls.checkRecord(at, length) == layout.STOP_NONE) {
		const inside = min(tls.recordLength(at), length - tls.RECORD_HEADER);
		if (size + inside > JOINED_SIZE) return NONE;
		memory.copy(joined + size, at + tls.RECORD_HEADER, inside);
		size += inside;
		if (tls.checkHello(joined, size) == layout.STOP_MALFORMED) return NONE;
		if (size >= tls.HANDSHAKE_HEADER && hasWholeHello(joined, size)) return hello(joined, size);
		at += tls.RECORD_HEADER + inside;
		length -= tls.RECORD_HEADER + inside;
	}
	return unfinished(joined, size, last);
}

/** Walks the extensions of the ClientHello at `message`, of which `length` bytes are there. */
function hello(message: usize, length: u32): u32 {
	const body = message + tls.HANDSHAKE_HEADER;
	const end = min(tls.helloLength(message), length - tls.HANDSHAKE_HEADER);
	let offset = tls.extensions(body, end);
	while (offset != 0 && offset + EXTENSION_HEADER <= end) {
		const type = be16(body + offset);
		const size = be16(body + offset + 2);
		offset += EXTENSION_HEADER;
		if (size > end - offset) break;
		if (type == tls.EXTENSION_SERVER_NAME) takeName(body + offset, size);
		offset += size;
	}
	return DONE;
}

function takeName(at: usize, length: u32): void {
	if (found || length < LIST_HEADER + NAME_HEADER || load<u8>(at + LIST_HEADER) != HOST_NAME)
		return;
	const size = be16(at + LIST_HEADER + 1);
	if (size == 0 || size > MAX_NAME || size > length - LIST_HEADER - NAME_HEADER) return;
	scratch.clear();
	scratch.add(at + LIST_HEADER + NAME_HEADER, size, true);
	found = true;
}
