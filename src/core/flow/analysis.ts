// What the numbers of a TCP connection tell, segment by segment: marks of the packet, times and health of the flow.
import * as layout from '../layout';
import * as frame from '../frame';
import { ACK, MIN_HEADER, SYN } from '../wire/tcp';
import * as extra from './extra';
import * as completeness from './tcp/completeness';
import * as health from './tcp/health';
import * as offers from './tcp/offers';
import * as held from './tcp/segment';
import * as times from './tcp/times';
import * as rules from './tcp/rules';
import * as unacked from './tcp/unacked';
import * as ways from './tcp/way';
import * as tcpState from './tcpState';

/** The segment in hand, counted in `flow`, with `length` captured bytes at `at`. */
export function segment(flow: usize, at: usize, length: u32): void {
	const tcp = ways.record(flow);
	if (tcp == 0) return;
	const isNew = ways.isNew;
	const fwd = ways.at(tcp, frame.way);
	const rev = ways.at(tcp, 1 - frame.way);
	let marks: u32 = tcpState.isReused ? layout.ANALYSIS_PORT_REUSED : 0;
	if ((held.flags & SYN) != 0 && tcpState.meetSyn(tcp, frame.way))
		marks |= layout.ANALYSIS_PORT_REUSED;
	if (held.isSized) {
		tcpState.learnSequences(tcp, frame.way);
		marks |= rules.judge(tcp, fwd, rev);
	}
	if (held.stop != layout.STOP_MALFORMED) open(tcp, isNew);
	const acknowledges = held.isSized && unacked.acknowledge(rev, held.acknowledgment);
	// As in Wireshark: the state is kept up, but a header that could not be read to its end tells nothing.
	if (held.stop != layout.STOP_NONE) return;
	if (acknowledges) times.roundTrip(tcp, 1 - frame.way, unacked.sentAt);
	if ((held.flags & SYN) != 0) offers.take(tcp, fwd, rev, at, length);
	if (held.payload > 0) answered(tcp, marks);
	if (marks != 0 && held.isSized) tell(flow, tcp, marks);
}

/** How far the connection has been opened. */
function open(tcp: usize, isNew: bool): void {
	if (isNew && !tcpState.isReused) completeness.begin(tcp);
	else completeness.goOn(tcp);
	const fwd = ways.at(tcp, frame.way);
	if ((held.flags & SYN) != 0) {
		if ((held.flags & ACK) == 0) times.syn(tcp);
		ways.remark(fwd, 0, ways.UNSCALED);
	} else if ((held.flags & ACK) != 0) {
		if ((ways.flags(tcp) & layout.TCP_FLAG_RTT) == 0) times.endHandshake(tcp);
		if ((ways.marks(fwd) & ways.UNSCALED) != 0) ways.remark(fwd, ways.UNSCALED, 0);
	}
}

function answered(tcp: usize, marks: u32): void {
	if ((ways.flags(tcp) & layout.TCP_FLAG_ANSWERED) != 0) return;
	if ((marks & layout.ANALYSIS_KEEP_ALIVE) == 0) times.payload(tcp);
}

function tell(flow: usize, tcp: usize, marks: u32): void {
	frame.mark(marks);
	health.count(tcp, frame.way, marks);
	if ((marks & layout.ANALYSIS_PORT_REUSED) != 0) extra.mark(flow, layout.MARK_PORT_REUSED);
}
