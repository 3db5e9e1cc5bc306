// How long a TCP connection takes: handshake, round trips, first response. Until the handshake is over
// (TCP_FLAG_RTT), TCP_SYN_TIME and TCP_SYN_RTT stand where TCP_RTT and TCP_HANDSHAKE will.
import * as layout from '../../layout';
import * as frame from '../../frame';
import * as ways from './way';

const NANOS_PER_MS: f64 = 1000000;
const MICROS_PER_MS: f64 = 1000;
const NANOS_PER_MICRO: f64 = 1000;
/** Milliseconds in an f32 are exact to the nanosecond below this, and to the microsecond far above. */
const EXACT_MS: f64 = 16;
/** Weight of a new round-trip time, RFC 6298 2.3. */
const ALPHA: f32 = 0.125;

/** A SYN that is no answer. Behind a handshake it changes nothing. */
export function syn(tcp: usize): void {
	const flags = ways.flags(tcp);
	if ((flags & layout.TCP_FLAG_RTT) != 0) {
		if (load<f32>(tcp, layout.TCP_HANDSHAKE) != 0) return;
		// It was held for one that had begun before the capture.
		store<f32>(tcp, load<f32>(tcp, layout.TCP_RTT), layout.TCP_SYN_RTT);
	}
	store<f64>(tcp, frame.time, layout.TCP_SYN_TIME);
	ways.setFlags(tcp, layout.TCP_FLAG_RTT, layout.TCP_FLAG_SYN);
}

/** An acknowledgment without SYN ends the handshake, in the capture's microsecond of the SYN at the earliest. */
export function endHandshake(tcp: usize): void {
	const isSeen = (ways.flags(tcp) & layout.TCP_FLAG_SYN) != 0;
	const nanos = isSeen ? frame.time - load<f64>(tcp, layout.TCP_SYN_TIME) : 0;
	if (isSeen && nanos == 0) return;
	const synRtt = load<f32>(tcp, layout.TCP_SYN_RTT);
	store<f32>(tcp, <f32>(nanos / NANOS_PER_MS), layout.TCP_HANDSHAKE);
	store<f32>(tcp, synRtt, layout.TCP_RTT);
	store<f32>(tcp, 0, layout.TCP_RTT + 4);
	ways.setFlags(tcp, 0, layout.TCP_FLAG_RTT);
}

/** From SYN to the end of the handshake; 0 where that is not known. */
export function handshakeNanos(tcp: usize): i64 {
	if ((ways.flags(tcp) & layout.TCP_FLAG_RTT) == 0) return 0;
	const ms = <f64>load<f32>(tcp, layout.TCP_HANDSHAKE);
	if (abs<f64>(ms) < EXACT_MS) return <i64>nearest<f64>(ms * NANOS_PER_MS);
	return <i64>(nearest<f64>(ms * MICROS_PER_MS) * NANOS_PER_MICRO);
}

/** A segment of direction `way` that was sent at `sentAt` is acknowledged by the one in hand (RFC 6298 2). */
export function roundTrip(tcp: usize, way: u32, sentAt: f64): void {
	const ms = <f32>((frame.time - sentAt) / NANOS_PER_MS);
	// No clock is that good, and none goes back.
	if (!(ms > 0)) return;
	if ((ways.flags(tcp) & layout.TCP_FLAG_RTT) == 0) {
		if (way == 0) store<f32>(tcp, ms, layout.TCP_SYN_RTT);
		return;
	}
	const at = tcp + ((<usize>way) << 2);
	const before = load<f32>(at, layout.TCP_RTT);
	store<f32>(at, before == 0 ? ms : before + (ms - before) * ALPHA, layout.TCP_RTT);
}

/**
 * The segment in hand has payload. Until the answer comes, a u32 in the place of TCP_RESPONSE is when a asked: the
 * microsecond, which comes round after 71 minutes.
 */
export function payload(tcp: usize): void {
	const flags = ways.flags(tcp);
	const isAsked = (flags & layout.TCP_FLAG_ASKED) != 0;
	if (isAsked == (frame.way == 0)) return;
	const micros = <u32>(<i64>(frame.time / NANOS_PER_MICRO));
	if (isAsked) {
		const taken = micros - load<u32>(tcp, layout.TCP_RESPONSE);
		store<f32>(tcp, <f32>(<f64>taken / MICROS_PER_MS), layout.TCP_RESPONSE);
	} else store<u32>(tcp, micros, layout.TCP_RESPONSE);
	ways.setFlags(tcp, 0, isAsked ? layout.TCP_FLAG_ANSWERED : layout.TCP_FLAG_ASKED);
}
