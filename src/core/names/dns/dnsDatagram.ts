// DNS in datagrams, multicast DNS (RFC 6762) and LLMNR (RFC 4795), told by their ports.
import * as flows from '../../flow/flows';
import * as key from '../../flow/key';
import * as messages from './messages';

export const DNS_PORT: u32 = 53;
const MDNS_PORT: u32 = 5353;
const LLMNR_PORT: u32 = 5355;

/** As names/services/udpServices. */
export function datagram(flow: usize, at: usize, length: u32): bool {
	if (flow == 0) return false;
	if (!speaksDns(key.sourcePort) && !speaksDns(key.destinationPort)) return false;
	messages.add(at, length, flows.id);
	return true;
}

function speaksDns(port: u32): bool {
	return port == DNS_PORT || port == MDNS_PORT || port == LLMNR_PORT;
}
