// Where a TCP connection stands, by its flags alone (RFC 9293 3.3.2), and where a new one begins on old ports.
import * as layout from '../layout';
import { ACK, FIN, RST, SYN } from '../wire/tcp';
import * as records from '../memory/records';
import * as status from '../status';
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
	return load<u32>(wayOf(flow, way), layout.WAY_BASE) != sequence || hasEnded(flow);
}

function isSequenceKnown(flow: usize, way: u32): bool {
	const tcp = <usize>load<u32>(flow, layout.FLOW_TCP);
	return tcp != 0 && (load<u16>(tcp, layout.TCP_FLAGS) & (layout.TCP_FLAG_BASE << way)) != 0;
}

/** The WAY_* record of a direction of a flow that has a TCP_* record. */
function wayOf(flow: usize, way: u32): usize {
	const tcp = <usize>load<u32>(flow, layout.FLOW_TCP);
	return tcp + layout.TCP_WAYS + <usize>(way * layout.WAY_SIZE);
}

/** The flow's TCP_* record, made with its first segment; 0 where there is no room for one. */
function record(flow: usize): usize {
	const known = <usize>load<u32>(flow, layout.FLOW_TCP);
	if (known != 0) return known;
	const tcp = records.add(layout.TABLE_TCP);
	if (tcp == 0) status.addEvicted();
	else store<u32>(flow, <u32>tcp, layout.FLOW_TCP);
	return tcp;
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
	const before = load<u8>(flow, layout.FLOW_STATE);
	store<u16>(flow + ((<usize>way) << 1), <u16>(allFlags(flow, way) | flags), layout.FLOW_FLAGS);
	store<u8>(flow, <u8>after(before, flow, flags), layout.FLOW_STATE);
}

function learnSequence(flow: usize, way: u32, sequence: u32): void {
	const tcp = record(flow);
	if (tcp == 0 || isSequenceKnown(flow, way)) return;
	store<u32>(wayOf(flow, way), sequence, layout.WAY_BASE);
	const known = <u32>load<u16>(tcp, layout.TCP_FLAGS);
	store<u16>(tcp, <u16>(known | (layout.TCP_FLAG_BASE << way)), layout.TCP_FLAGS);
}

/** `flow` already holds the flags of this segment. */
function after(state: u32, flow: usize, flags: u32): u32 {
	if (state == layout.STATE_CLOSED || state == layout.STATE_RESET) return state;
	if ((flags & RST) != 0) return layout.STATE_RESET;
	if ((allFlags(flow, 0) & allFlags(flow, 1) & FIN) != 0) return layout.STATE_CLOSED;
	if ((flags & FIN) != 0 || state == layout.STATE_CLOSING) return layout.STATE_CLOSING;
	if ((flags & SYN) != 0) return state == layout.STATE_NONE ? layout.STATE_SYN_SENT : state;
	if (state == layout.STATE_NONE) return layout.STATE_MIDSTREAM;
	return state == layout.STATE_SYN_SENT ? layout.STATE_ESTABLISHED : state;
}
