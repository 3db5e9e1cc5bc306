// What a TCP segment adds to the content of its stream.
import * as layout from '../layout';
import * as tcp from '../wire/tcp';
import * as stream from './stream';
import { BOTH_DONE } from './streamSlots';

/** The segment whose header stands at `at`, with `payload` bytes behind it on the wire, just counted in `flow`. */
export function segment(flow: usize, at: usize, length: u32, payload: u32): void {
	if (load<u16>(flow, layout.FLOW_STREAM) == BOTH_DONE) return;
	const flags = tcp.flags(at);
	const header = tcp.headerLength(at);
	const resets = (flags & tcp.RST) != 0;
	// A SYN takes the number in front of the first byte's.
	const first = tcp.sequence(at) + ((flags & tcp.SYN) != 0 ? 1 : 0);
	if (header < length && !resets) stream.segment(flow, at + header, length - header, first);
	if (resets || (flags & tcp.FIN) != 0) stream.end(flow, first + payload, resets);
}
