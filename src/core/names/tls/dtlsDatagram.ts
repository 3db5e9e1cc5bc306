// DTLS, RFC 6347 and 9147: hellos, and the certificate of the server where it is in clear.
import * as layout from '../../layout';
import * as frame from '../../frame';
import * as flows from '../../flow/flows';
import { min } from '../../memory/bytes';
import * as dtls from '../../wire/dtls';
import { fragment } from './dtlsMessages';

/** Records of one datagram, and fragments of one record, that are looked at. */
const MAX_RECORDS: u32 = 32;
const MAX_FRAGMENTS: u32 = 32;

/** What CAPWAP puts in front of a record (RFC 5415 4.2): version 0, type 1, three reserved bytes. */
const CAPWAP_DTLS: u32 = 1;
const CAPWAP_HEADER: u32 = 4;

/** As names/services/udpServices. */
export function datagram(flow: usize, at: usize, length: u32): bool {
	if (length > CAPWAP_HEADER && load<u32>(at) == CAPWAP_DTLS)
		return records(flow, at + CAPWAP_HEADER, length - CAPWAP_HEADER);
	return records(flow, at, length);
}

function records(flow: usize, at: usize, length: u32): bool {
	if (!isDtls(at, length)) return false;
	flows.setService(flow, layout.SERVICE_DTLS);
	let offset: u32 = 0;
	for (let count: u32 = 0; count < MAX_RECORDS; count++) {
		if (dtls.check(at + offset, length - offset) != layout.STOP_NONE) break;
		const size = dtls.recordLength(at + offset);
		const record = offset + dtls.RECORD_HEADER;
		const left = min(size, length - record);
		if (dtls.isClearHandshake(at + offset)) handshake(flow, at + record, left);
		if (left < size) break;
		offset = record + size;
	}
	return true;
}

/** Records fill a datagram to its end, unless that was not stored. */
function isDtls(at: usize, length: u32): bool {
	let offset: u32 = 0;
	for (let count: u32 = 0; count < MAX_RECORDS && offset < length; count++) {
		if (count > 0 && dtls.isUnified(load<u8>(at + offset))) return true;
		const reason = dtls.check(at + offset, length - offset);
		if (reason == layout.STOP_TRUNCATED) return count > 0 && frame.cut;
		if (reason != layout.STOP_NONE) return false;
		offset += dtls.RECORD_HEADER;
		const size = dtls.recordLength(at + offset - dtls.RECORD_HEADER);
		if (size > length - offset) return frame.cut;
		offset += size;
	}
	return true;
}

/** The fragments of messages in a record. */
function handshake(flow: usize, at: usize, length: u32): void {
	let offset: u32 = 0;
	for (let count: u32 = 0; count < MAX_FRAGMENTS; count++) {
		if (dtls.checkMessage(at + offset, length - offset) != layout.STOP_NONE) return;
		fragment(flow, at + offset, length - offset);
		const size = dtls.MESSAGE_HEADER + dtls.fragmentLength(at + offset);
		if (size > length - offset) return;
		offset += size;
	}
}
