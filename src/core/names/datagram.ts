// What a datagram says: whoever knows it reads it. A flow that nobody knew in its first datagrams is left alone.
import * as layout from '../layout';
import * as dns from './dns/dnsDatagram';
import * as quic from './quic/quicDatagram';
import * as services from './services/udpServices';
import * as dtls from './tls/dtlsDatagram';

/** Datagrams of a flow that are looked at. FLOW_STREAM counts them, both directions together. */
const LOOKS: u32 = 32;

/** The payload of a datagram just counted in `flow`. */
export function datagram(flow: usize, at: usize, length: u32): void {
	if (length == 0 || dns.datagram(flow, at, length)) return;
	const looks = <u32>load<u8>(flow, layout.FLOW_STREAM);
	if (looks >= LOOKS) return;
	store<u8>(flow, <u8>(looks + 1), layout.FLOW_STREAM);
	if (dns.elsewhere(flow, at, length)) return;
	if (quic.datagram(flow, at, length)) return;
	if (dtls.datagram(flow, at, length)) return;
	services.datagram(flow, at, length);
}
