// Where a TCP connection stands, by its flags alone (RFC 9293 3.3.2), and where a new one begins on old ports.
import * as layout from '../layout';
import { ACK, FIN, RST, SYN } from '../wire/tcp';
import * as flows from './flows';

/**
 * Does this segment open a connection on ports that have one already? As Wireshark decides it (packet-tcp.c,
 * "reused ports"): a SYN whose number is not the one its sender began with, or after a FIN or RST.
 */
export function isNewConnection(flags: u32, sequence: u32): bool {
	if ((flags & (SYN | ACK)) != SYN) return false;
	const flow = flows.find();
	if (flow == 0) return false;
	const way = flows.direction(flow);
	if (!isSequenceKnown(flow, way)) return false;
	return load<u32>(flow + ((<usize>way) << 2), layout.FLOW_SEQ) != sequence || hasEnded(flow);
}

function isSequenceKnown(flow: usize, way: u32): bool {
	return (load<u8>(flow, layout.FLOW_SEQ_KNOWN) & (1 << way)) != 0;
}

function hasEnded(flow: usize): bool {
	return ((allFlags(flow, 0) | allFlags(flow, 1)) & (FIN | RST)) != 0;
}

function allFlags(flow: usize, way: u32): u32 {
	return load<u16>(flow + ((<usize>way) << 1), layout.FLOW_FLAGS);
}

/** Takes a segment, already counted in `flow`, into its state. */
export function update(flow: usize, flags: u32, sequence: u32, acknowledgment: u32): void {
	const way = flows.direction(flow);
	learnSequence(flow, way, (flags & SYN) != 0 ? sequence : sequence - 1);
	if ((flags & ACK) != 0) learnSequence(flow, 1 - way, acknowledgment - 1);
	const before = load<u8>(flow, layout.FLOW_TCP_STATE);
	store<u16>(flow + ((<usize>way) << 1), <u16>(allFlags(flow, way) | flags), layout.FLOW_FLAGS);
	store<u8>(flow, <u8>after(before, flow, flags), layout.FLOW_TCP_STATE);
}

function learnSequence(flow: usize, way: u32, sequence: u32): void {
	if (isSequenceKnown(flow, way)) return;
	store<u32>(flow + ((<usize>way) << 2), sequence, layout.FLOW_SEQ);
	const known = <u32>load<u8>(flow, layout.FLOW_SEQ_KNOWN);
	store<u8>(flow, <u8>(known | (1 << way)), layout.FLOW_SEQ_KNOWN);
}

/** `flow` already holds the flags of this segment. */
function after(state: u32, flow: usize, flags: u32): u32 {
	if (state == layout.TCP_CLOSED || state == layout.TCP_RESET) return state;
	if ((flags & RST) != 0) return layout.TCP_RESET;
	if ((allFlags(flow, 0) & allFlags(flow, 1) & FIN) != 0) return layout.TCP_CLOSED;
	if ((flags & FIN) != 0 || state == layout.TCP_CLOSING) return layout.TCP_CLOSING;
	if ((flags & SYN) != 0) return state == layout.TCP_NONE ? layout.TCP_SYN_SENT : state;
	if (state == layout.TCP_NONE) return layout.TCP_MIDSTREAM;
	return state == layout.TCP_SYN_SENT ? layout.TCP_ESTABLISHED : state;
}
