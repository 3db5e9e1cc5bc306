// RDP over UDP: what it carries is TLS, whose hellos fit into a datagram each. Only version 3 is followed.
import * as frame from '../../frame';
import * as rdpUdp from '../../wire/rdpUdp';
import * as tls from '../tls/tlsStream';
import * as dialogue from './dialogue';

const MIN_LEN: u32 = 8;

/** A datagram behind the client's first one. */
export function follow(flow: usize, at: usize, length: u32): void {
	if (length < MIN_LEN) return;
	if (!dialogue.has(flow, dialogue.RDP_3)) {
		if (rdpUdp.agreesOnVersion3(at, length)) dialogue.set(flow, dialogue.RDP_3);
		return;
	}
	rdpUdp.turnPrefix(at);
	const offset = rdpUdp.data(at, length);
	if (offset != 0) tls.stream(flow, frame.way, at + offset, length - offset, true);
	rdpUdp.turnPrefix(at);
}
