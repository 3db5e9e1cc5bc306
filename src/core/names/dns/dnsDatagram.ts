// DNS in datagrams, multicast DNS (RFC 6762), LLMNR (RFC 4795) and NetBIOS names (RFC 1002), told by their ports;
// on other ports plain DNS, where the message can be nothing else.
import * as layout from '../../layout';
import * as frame from '../../frame';
import * as flows from '../../flow/flows';
import * as key from '../../flow/key';
import * as messages from './messages';

export const DNS_PORT: u32 = 53;
const NETBIOS_PORT: u32 = 137;
const MDNS_PORT: u32 = 5353;
const LLMNR_PORT: u32 = 5355;

/** As names/services/udpServices. */
export function datagram(flow: usize, at: usize, length: u32): bool {
	if (flow == 0) return false;
	const protocol = protocolOf(key.sourcePort, key.destinationPort);
	if (protocol == layout.SERVICE_NONE) return false;
	messages.begin(flow, flows.direction(flow), protocol);
	return messages.read(at, length, frame.cut);
}

/** On a port that says nothing. */
export function elsewhere(flow: usize, at: usize, length: u32): bool {
	if (protocolOf(key.sourcePort, key.destinationPort) != layout.SERVICE_NONE) return false;
	if (isOther(flow) || !messages.isUnmistakable(at, length)) return false;
	messages.begin(flow, flows.direction(flow), layout.SERVICE_DNS);
	return messages.read(at, length, frame.cut);
}

function isOther(flow: usize): bool {
	const service = <u32>load<u8>(flow, layout.FLOW_SERVICE);
	return service != layout.SERVICE_NONE && service != layout.SERVICE_DNS;
}

/** Of both ports the lower one says more: clients choose high ones. */
function protocolOf(one: u32, other: u32): u32 {
	const low = serviceAt(one < other ? one : other);
	return low != layout.SERVICE_NONE ? low : serviceAt(one < other ? other : one);
}

function serviceAt(port: u32): u32 {
	if (port == DNS_PORT) return layout.SERVICE_DNS;
	if (port == MDNS_PORT) return layout.SERVICE_MDNS;
	if (port == LLMNR_PORT) return layout.SERVICE_LLMNR;
	return port == NETBIOS_PORT ? layout.SERVICE_NBNS : layout.SERVICE_NONE;
}
