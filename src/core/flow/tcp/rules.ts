// What the numbers of a segment tell against those before it, exactly as Wireshark 4.0 has it (packet-tcp.c,
// tcp_analyze_sequence_number). 0 in WAY_NEXT, WAY_ACK and WAY_EXPECTED means "none yet" there, and so it does here.
import * as layout from '../../layout';
import * as frame from '../../frame';
import { ACK, FIN, RST, SYN } from '../../wire/tcp';
import * as segment from './segment';
import { isAfter, isAtOrBefore, isBefore } from './segment';
import * as times from './times';
import * as unacked from './unacked';
import * as ways from './way';

/** A segment sent so soon behind duplicate acknowledgments answers them: nanoseconds. */
const FAST: u64 = 20000000;
/** Where the round-trip time is not known, what comes so soon behind the highest number was reordered. */
const REORDERED: u64 = 3000000;

/** WAY_DUPLICATES: an acknowledgment of what was not captured was told, and need not be again. */
const UNSEEN_TOLD: i32 = -1;
const MAX_DUPLICATES: i32 = 32767;

/** Marks (layout ANALYSIS_*) of the segment in hand, which it takes into the state of its direction `fwd`. */
export function judge(tcp: usize, fwd: usize, rev: usize): u32 {
	const next = load<u32>(fwd, layout.WAY_NEXT);
	const isProbe =
		segment.payload == 1 && segment.sequence == next && load<u32>(rev, layout.WAY_WINDOW) == 0;
	let marks: u32 = isProbe ? layout.ANALYSIS_ZERO_WINDOW_PROBE : byWindow(fwd, rev, next);
	if (segment.acknowledgment != load<u32>(fwd, layout.WAY_ACK))
		store<i16>(fwd, 0, layout.WAY_DUPLICATES);
	marks |= byAcknowledgment(rev);
	if (segment.advances() && (marks & layout.ANALYSIS_KEEP_ALIVE) == 0)
		marks |= sentAgain(tcp, fwd, rev);
	advance(fwd, isProbe);
	remember(fwd, marks);
	return marks;
}

function byWindow(fwd: usize, rev: usize, next: u32): u32 {
	const plain = segment.isPlain();
	let marks: u32 = segment.window == 0 && plain ? layout.ANALYSIS_ZERO_WINDOW : 0;
	if (segment.sequence != next) marks |= byPlace(next, plain);
	if (segment.payload > 0) return marks | (plain && isFull(rev) ? layout.ANALYSIS_WINDOW_FULL : 0);
	if (!plain || segment.sequence != next) return marks;
	if (segment.acknowledgment != load<u32>(fwd, layout.WAY_ACK)) return marks;
	return marks | repeated(fwd, rev);
}

/** Of a segment that does not begin where the one before ended. */
function byPlace(next: u32, plain: bool): u32 {
	const isGap = next != 0 && isAfter(segment.sequence, next) && (segment.flags & RST) == 0;
	const isKeepAlive = plain && segment.payload <= 1 && segment.sequence == next - 1;
	return (
		(isGap ? layout.ANALYSIS_LOST_SEGMENT : 0) | (isKeepAlive ? layout.ANALYSIS_KEEP_ALIVE : 0)
	);
}

/** Does the payload end where the window of the other side does? */
function isFull(rev: usize): bool {
	const scale = <i32>load<i8>(rev, layout.WAY_SCALE);
	if (scale == ways.SCALE_UNKNOWN) return false;
	const isScaled = scale > 0 && (ways.marks(rev) & ways.UNSCALED) == 0;
	const window = load<u32>(rev, layout.WAY_WINDOW) << (isScaled ? scale : 0);
	return segment.sequence + segment.payload == load<u32>(rev, layout.WAY_ACK) + window;
}

/** Of a segment without payload that has both numbers of the one before. */
function repeated(fwd: usize, rev: usize): u32 {
	const isSameWindow = segment.window == load<u32>(fwd, layout.WAY_WINDOW);
	if (segment.window == 0) {
		const answersProbe = isSameWindow && (ways.marks(rev) & ways.PROBE) != 0;
		return answersProbe ? layout.ANALYSIS_ZERO_WINDOW_PROBE_ACK : 0;
	}
	if (!isSameWindow) return layout.ANALYSIS_WINDOW_UPDATE;
	if ((ways.marks(rev) & ways.KEEP_ALIVE) != 0) return layout.ANALYSIS_KEEP_ALIVE_ACK;
	const before = <i32>load<i16>(fwd, layout.WAY_DUPLICATES);
	const duplicates = before == UNSEEN_TOLD ? 1 : min<i32>(before + 1, MAX_DUPLICATES);
	store<i16>(fwd, <i16>duplicates, layout.WAY_DUPLICATES);
	return layout.ANALYSIS_DUPLICATE_ACK;
}

/** Does it acknowledge more than was seen? Told once for each hole. */
function byAcknowledgment(rev: usize): u32 {
	const expected = load<u32>(rev, layout.WAY_EXPECTED);
	if (!isAfter(segment.acknowledgment, expected)) return 0;
	if (expected == 0 || (segment.flags & ACK) == 0) return 0;
	const next = load<u32>(rev, layout.WAY_NEXT);
	if (isBefore(expected, next)) {
		store<u32>(rev, next, layout.WAY_EXPECTED);
		return layout.ANALYSIS_ACK_LOST_SEGMENT;
	}
	const isFirst = load<i16>(rev, layout.WAY_DUPLICATES) == 0;
	store<i16>(rev, <i16>UNSEEN_TOLD, layout.WAY_DUPLICATES);
	return isFirst ? layout.ANALYSIS_ACK_LOST_SEGMENT : 0;
}

/** Of a segment that takes up numbers: have these been seen before? */
function sentAgain(tcp: usize, fwd: usize, rev: usize): u32 {
	const next = load<u32>(fwd, layout.WAY_NEXT);
	const acknowledged = load<u32>(rev, layout.WAY_ACK);
	const end = segment.sequence + segment.payload;
	if (segment.payload > 0 && acknowledged != 0 && isAtOrBefore(end, acknowledged))
		return layout.ANALYSIS_SPURIOUS_RETRANSMISSION;
	if (next == 0 || !isBefore(segment.sequence, next)) return 0;
	// More than a byte from one before the next: behind a zero window probe, not again.
	if (segment.payload > 1 && segment.sequence == next - 1) return 0;
	if (isFast(rev, acknowledged)) return layout.ANALYSIS_FAST_RETRANSMISSION;
	const control: u32 = (segment.flags & (SYN | FIN)) != 0 ? 1 : 0;
	return end + control != next && isReordered(tcp, fwd)
		? layout.ANALYSIS_OUT_OF_ORDER
		: layout.ANALYSIS_RETRANSMISSION;
}

function isFast(rev: usize, acknowledged: u32): bool {
	const duplicates = <i32>load<i16>(rev, layout.WAY_DUPLICATES);
	// UNSEEN_TOLD counts as many.
	if (duplicates == 0 || duplicates == 1 || segment.sequence != acknowledged) return false;
	return nanosSince(load<f64>(rev, layout.WAY_ACK_TIME)) < FAST;
}

function isReordered(tcp: usize, fwd: usize): bool {
	const handshake = times.handshakeNanos(tcp);
	const limit = handshake == 0 ? REORDERED : <u64>handshake;
	return nanosSince(load<f64>(fwd, layout.WAY_NEXT_TIME)) < limit;
}

/** Without sign: a clock that went back is no time soon after. */
function nanosSince(time: f64): u64 {
	return <u64>(<i64>(frame.time - time));
}

function advance(fwd: usize, isProbe: bool): void {
	let end = segment.sequence + segment.payload;
	if (segment.advances() && !unacked.isFull(fwd)) {
		// Only where there is room, as Wireshark has it.
		if ((segment.flags & (SYN | FIN)) != 0) end += 1;
		unacked.add(fwd, end);
	}
	if (isProbe) return;
	const next = load<u32>(fwd, layout.WAY_NEXT);
	const expected = load<u32>(fwd, layout.WAY_EXPECTED);
	const isFurther = next == 0 || isAfter(end, next);
	if (isFurther) {
		store<u32>(fwd, end, layout.WAY_NEXT);
		store<f64>(fwd, frame.time, layout.WAY_NEXT_TIME);
	}
	if (expected == 0 || expected == segment.sequence)
		store<u32>(fwd, isFurther ? end : next, layout.WAY_EXPECTED);
}

function remember(fwd: usize, marks: u32): void {
	store<u32>(fwd, segment.window, layout.WAY_WINDOW);
	store<u32>(fwd, segment.acknowledgment, layout.WAY_ACK);
	store<f64>(fwd, frame.time, layout.WAY_ACK_TIME);
	const keepAlive: u32 = (marks & layout.ANALYSIS_KEEP_ALIVE) != 0 ? ways.KEEP_ALIVE : 0;
	const probe: u32 = (marks & layout.ANALYSIS_ZERO_WINDOW_PROBE) != 0 ? ways.PROBE : 0;
	ways.remark(fwd, ways.KEEP_ALIVE | ways.PROBE, keepAlive | probe);
}
