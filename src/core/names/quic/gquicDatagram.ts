// Google's QUIC before Q050, whose first packet is in clear.
import * as layout from '../../layout';
import * as flows from '../../flow/flows';
import * as gquic from '../../wire/gquic';
import * as handshake from '../tls/handshake';
import * as chlo from './chlo';

/** As names/services/udpServices. */
export function datagram(flow: usize, at: usize, length: u32): bool {
	if (gquic.check(at, length) != layout.STOP_NONE) return false;
	flows.setService(flow, layout.SERVICE_QUIC);
	const first = gquic.frames(at, length);
	const offset = first == 0 ? 0 : gquic.handshake(at, first, length);
	if (offset == 0 || !chlo.check(at + offset, length - offset)) return true;
	chlo.read(flow, at + offset, length - offset);
	const record = handshake.find(flow);
	if (record != 0) store<u32>(record, gquic.version(at), layout.TLS_QUIC_VERSION);
	return true;
}
