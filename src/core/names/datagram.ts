// What a datagram may say about names: DNS, multicast DNS (RFC 6762) and LLMNR (RFC 4795), told by their ports.
import * as flows from '../flow/flows';
import * as key from '../flow/key';
import * as messages from './messages';

export const DNS_PORT: u32 = 53;
const MDNS_PORT: u32 = 5353;
const LLMNR_PORT: u32 = 5355;

/** The payload of a datagram just counted in a flow. */
export function datagram(at: usize, length: u32): void {
	if (speaksDns(key.sourcePort) || speaksDns(key.destinationPort))
		messages.add(at, length, flows.id);
}

function speaksDns(port: u32): bool {
	return port == DNS_PORT || port == MDNS_PORT || port == LLMNR_PORT;
}
