// Which connection a segment belongs to, where that stands (RFC 9293 3.3.2), and where its streams begin.
import * as layout from '../layout';
import { ACK, FIN, RST, SYN } from '../wire/tcp';
import * as flows from './flows';
import * as segment from './tcp/segment';
import * as unacked from './tcp/unacked';
import * as ways from './tcp/way';

const BOTH_BASES: u32 = layout.TCP_FLAG_BASE | (layout.TCP_FLAG_BASE << 1);

/** Did the segment that was counted last open a connection on the ports of an earlier one? */
export let isReused: bool = false;

/** Counts the segment in hand in its flow, made where it is new; 0 where there was no room for it. */
export function count(): usize {
	isReused = (segment.flags & (SYN | ACK)) == SYN && endsAnother();
	if (isReused) flows.forget();
	// Whoever answers did not begin, even where the capture does.
	return flows.countFrom((segment.flags & (SYN | ACK)) == (SYN | ACK));
}

/**
 * Does the SYN in hand open a connection on ports that have one already? As Wireshark 4.0 decides it
 * (packet-tcp.c, "reused ports"): where its number is not the one its sender began with.
 */
function endsAnother(): bool {
	const flow = flows.find();
	if (flow == 0) return false;
	const tcp = <usize>load<u32>(flow, layout.FLOW_TCP);
	const way = flows.direction(flow);
	if (tcp == 0 || !isBaseKnown(tcp, way)) return false;
	if (load<u32>(ways.at(tcp, way), layout.WAY_BASE) == segment.sequence) return false;
	unacked.release(ways.at(tcp, 0));
	unacked.release(ways.at(tcp, 1));
	return true;
}

function isBaseKnown(tcp: usize, way: u32): bool {
	return (ways.flags(tcp) & (layout.TCP_FLAG_BASE << way)) != 0;
}

/** Learns from the segment in hand, of direction `way`, what number each stream begins with. */
export function learnSequences(tcp: usize, way: u32): void {
	if ((ways.flags(tcp) & BOTH_BASES) == BOTH_BASES) return;
	const isSyn = (segment.flags & SYN) != 0;
	learn(tcp, way, isSyn ? segment.sequence : segment.sequence - 1);
	if ((segment.flags & ACK) != 0) learn(tcp, 1 - way, segment.acknowledgment - 1);
}

function learn(tcp: usize, way: u32, sequence: u32): void {
	if (!isBaseKnown(tcp, way)) setBase(tcp, way, sequence);
}

function setBase(tcp: usize, way: u32, sequence: u32): void {
	store<u32>(ways.at(tcp, way), sequence, layout.WAY_BASE);
	ways.setFlags(tcp, 0, layout.TCP_FLAG_BASE << way);
}

/**
 * The SYN in hand, of direction `way`, in a connection that may be known. Says whether it is the answer to
 * another one than was seen, on the same ports.
 */
export function meetSyn(tcp: usize, way: u32): bool {
	if (!isBaseKnown(tcp, way)) return false;
	const at = ways.at(tcp, way);
	if ((segment.flags & ACK) == 0) {
		// Sent again. What was sent in between, such as a reset with an invented number, did not count.
		store<u32>(at, load<u32>(at, layout.WAY_EXPECTED), layout.WAY_NEXT);
		return false;
	}
	if (load<u32>(at, layout.WAY_BASE) == segment.sequence) return false;
	setBase(tcp, way, segment.sequence);
	return true;
}

/** Takes the flags of the segment in hand, of direction `way`, into the state of its flow. */
export function update(flow: usize, way: u32): void {
	const before = load<u8>(flow, layout.FLOW_STATE);
	const known = allFlags(flow, way);
	if ((known | segment.flags) != known)
		store<u16>(flow + ((<usize>way) << 1), <u16>(known | segment.flags), layout.FLOW_FLAGS);
	const state = after(before, flow, segment.flags);
	if (state != before) store<u8>(flow, <u8>state, layout.FLOW_STATE);
}

function allFlags(flow: usize, way: u32): u32 {
	return load<u16>(flow + ((<usize>way) << 1), layout.FLOW_FLAGS);
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
