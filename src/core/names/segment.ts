// What a TCP segment may say about names: whole DNS messages behind their length (RFC 1035 4.2.2), and TLS.
import * as flows from '../flow/flows';
import * as key from '../flow/key';
import { be16 } from '../memory/bytes';
import { DNS_PORT } from './dns/dnsDatagram';
import * as hello from './hello';
import * as messages from './dns/messages';

const LENGTH_PREFIX: u32 = 2;

/** The payload of a segment just counted in `flow`. */
export function segment(flow: usize, at: usize, length: u32, sequence: u32): void {
	if (key.sourcePort == DNS_PORT || key.destinationPort == DNS_PORT) dnsMessages(at, length);
	else hello.segment(flow, at, length, sequence);
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
