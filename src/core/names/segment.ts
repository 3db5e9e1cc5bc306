// What a TCP segment may say about names: whole DNS messages behind their length (RFC 1035 4.2.2), and TLS.
import * as layout from '../layout';
import * as frame from '../frame';
import * as flows from '../flow/flows';
import * as key from '../flow/key';
import { be16 } from '../memory/bytes';
import { DNS_PORT } from './dns/dnsDatagram';
import * as hello from './hello';
import * as messages from './dns/messages';
import * as services from './services/tcpServices';
import { DONE, NEXT, NONE, consumed } from './verdict';

const LENGTH_PREFIX: u32 = 2;

/** The payload of a segment just counted in `flow`. */
export function segment(flow: usize, at: usize, length: u32, sequence: u32): void {
	if (key.sourcePort == DNS_PORT || key.destinationPort == DNS_PORT) dnsMessages(at, length);
	else {
		hello.segment(flow, at, length, sequence);
		content(flow, at, length);
	}
}

/** Shows segments to the readers of services as they come, until both directions are done with. */
function content(flow: usize, at: usize, length: u32): void {
	const over = <u32>load<u8>(flow, layout.FLOW_STREAM + 1);
	if ((over & (1 << frame.way)) != 0 || load<u8>(flow, layout.FLOW_SERVICE) == layout.SERVICE_TLS)
		return;
	let verdict = NEXT;
	while (verdict == NEXT && length > 0) {
		verdict = services.stream(flow, frame.way, at, length, frame.cut);
		if (verdict == NEXT && consumed >= length) return;
		if (verdict != NEXT) break;
		at += consumed;
		length -= consumed;
	}
	if (verdict == DONE || verdict == NONE)
		store<u8>(flow, <u8>(over | (1 << frame.way)), layout.FLOW_STREAM + 1);
}

/** Messages split over segments are left out: that takes reassembly. */
function dnsMessages(at: usize, length: u32): void {
	while (length > LENGTH_PREFIX) {
		const size = be16(at);
		if (size > length - LENGTH_PREFIX) return;
		messages.add(at + LENGTH_PREFIX, size, flows.id);
		at += LENGTH_PREFIX + size;
		length -= LENGTH_PREFIX + size;
	}
}
